import { readFile } from 'node:fs/promises'
import { expect, type Page, test } from '@playwright/test'
import { z } from 'zod'
import { zipOf } from '../lib/server/import/zip.fixture'
import { answersIn, beginByKey, listenForAnswers, taskOnScreen } from './support/answers'
import { type Account, ask, givenLabeler, type Installation, install, openBrowser } from './support/installation'
import { demo } from './support/project'

let installation: Installation
let labeler: Account
test.beforeAll(async () => {
  installation = await install()
  labeler = await givenLabeler(installation, 'Amina Rahimi')
})
test.afterAll(() => installation.stop())

const identified = z.object({ id: z.string() })
const batchList = z.object({ batches: z.array(z.object({ id: z.string() })) })

const givenProject = async (name: string, taskType: string, config: object) =>
  (
    await ask(
      installation.admin.api,
      'POST',
      '/api/v1/projects',
      { name, taskType, config, defaultOverlap: 1 },
      identified,
    )
  ).id

const batchesOf = async (projectId: string) =>
  (await ask(installation.admin.api, 'GET', `/api/v1/projects/${projectId}/batches`, null, batchList)).batches

async function chooseFile(page: Page, projectId: string, name: string, content: string | Buffer): Promise<void> {
  await page.goto(`/projects/${projectId}/import`)
  const chooser = page.waitForEvent('filechooser')
  await page.getByRole('button', { name: 'Choose files' }).click()
  await (await chooser).setFiles({ name, mimeType: 'application/octet-stream', buffer: Buffer.from(content) })
}

test('a COCO zip comes in as suggestions, and a person labels from them', async ({ browser }) => {
  const projectId = await givenProject('Moved photos', 'bounding-box', { labels: ['Person', 'Animal', 'Object'] })
  const document = {
    images: [{ id: 7, file_name: 'chelsea.png', width: 451, height: 300 }],
    annotations: [
      { id: 1, image_id: 7, category_id: 3, bbox: [120, 40, 200, 180], area: 36000, iscrowd: 0, segmentation: [] },
    ],
    categories: [{ id: 3, name: 'Animal', supercategory: '' }],
  }
  const zip = zipOf([
    { name: 'annotations/instances.json', content: JSON.stringify(document) },
    { name: 'images/chelsea.png', content: await readFile(demo('images', 'chelsea.png')) },
  ])
  const admin = await openBrowser(browser, installation, installation.admin)
  await chooseFile(admin.page, projectId, 'animals.zip', zip)
  await expect(admin.page.getByRole('button', { name: /Read as/ })).toContainText('COCO instances')
  const first = admin.page.getByRole('region', { name: 'First tasks' })
  await expect(first).toContainText('chelsea.png')
  await expect(first).toContainText('451 × 300 pixels')
  await expect(first).toContainText('1 Animal')
  await expect(admin.page.getByRole('button', { name: 'Import', exact: true })).toBeDisabled()
  await admin.page.getByText('People start from them').click()
  await admin.page.getByRole('button', { name: 'Import 1 task' }).click()
  await expect(admin.page.getByRole('heading', { name: '1 task imported' })).toBeVisible()
  admin.trouble.expectNone()

  const [batch] = await batchesOf(projectId)
  const { page, trouble } = await openBrowser(browser, installation, labeler)
  const sent = listenForAnswers(page)
  await beginByKey(page, { projectId, batchId: batch?.id ?? '' })
  const picture = (await taskOnScreen(page, 1, 1)).locator('img').first()
  await expect
    .poll(() => picture.evaluate((img) => img instanceof HTMLImageElement && img.complete && img.naturalWidth > 0))
    .toBe(true)
  await expect(page.getByRole('heading', { name: 'Boxes 1' })).toBeVisible()
  await page.keyboard.press('Enter')
  await expect.poll(() => sent.length).toBe(1)
  expect(sent[0]?.answer).toEqual({ boxes: [{ label: 'Animal', x: 120, y: 40, width: 200, height: 180 }] })
  trouble.expectNone()
})

test('a Label Studio file comes in with its people’s answers, which count', async ({ browser }) => {
  const projectId = await givenProject('Moved texts', 'sentiment', { labels: ['positive', 'negative'] })
  const choice = (label: string, email: string) => ({
    completed_by: { email },
    lead_time: 4.5,
    created_at: '2026-02-03T10:00:00Z',
    result: [{ type: 'choices', from_name: 'feeling', to_name: 'text', value: { choices: [label] } }],
  })
  const tasks = Array.from({ length: 6 }, (_, i) => ({
    id: i + 1,
    data: { text: `Text ${i + 1}` },
    annotations: [
      choice(i % 2 ? 'positive' : 'negative', 'ada@example.org'),
      choice(i < 3 ? 'positive' : 'negative', 'ben@example.org'),
    ],
  }))
  const { page, trouble } = await openBrowser(browser, installation, installation.admin)
  await chooseFile(page, projectId, 'project-1.json', JSON.stringify(tasks))
  await expect(page.getByRole('button', { name: /Read as/ })).toContainText('Label Studio')
  await expect(page.getByText('12 answers to 6 tasks.')).toBeVisible()
  await page.getByText('They count as they were given').click()
  await page.getByRole('button', { name: 'Import 6 tasks' }).click()
  await expect(page.getByRole('heading', { name: '6 tasks imported' })).toBeVisible()
  await page.getByRole('link', { name: 'Open the project' }).click()
  await expect(page.getByText('Krippendorff').first()).toBeVisible()
  const [batch] = await batchesOf(projectId)
  expect(await answersIn(installation.admin, { projectId, batchId: batch?.id ?? '' })).toBe(12)
  trouble.expectNone()
})

test('the format can be changed, and a refused import leaves no batch', async ({ browser }) => {
  const projectId = await givenProject('Broken move', 'sentiment', { labels: ['positive', 'negative'] })
  const { page } = await openBrowser(browser, installation, installation.admin)
  await chooseFile(
    page,
    projectId,
    'labeled.jsonl',
    '{"text":"Fine","label":"positive"}\n{"text":"Odd","label":"grumpy"}\n',
  )
  const readAs = page.getByRole('button', { name: /Read as/ })
  await expect(readAs).toContainText('Labeled texts')
  await page.getByText('They count as they were given').click()
  await expect(page.getByRole('region', { name: 'Errors' })).toContainText('grumpy')
  await expect(page.getByRole('button', { name: 'Import 1 task' })).toBeEnabled()
  await readAs.click()
  await page.getByRole('option', { name: 'Lines of this project’s type' }).click()
  await expect(page.getByRole('button', { name: 'Import 2 tasks' })).toBeEnabled()
  await expect(page.getByText('Answers in this file')).toBeHidden()

  await page.route('**/api/v1/batches/*/tasks*', (route) => route.continue({ postData: Buffer.from('{"text":7}\n') }))
  await page.getByRole('button', { name: 'Import 2 tasks' }).click()
  await expect(page.getByText('The import was refused.')).toBeVisible()
  expect(await batchesOf(projectId)).toEqual([])
})
