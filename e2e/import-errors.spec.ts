import { readFile } from 'node:fs/promises'
import { expect, type Page, test } from '@playwright/test'
import { z } from 'zod'
import { demoLines } from './support/demo-lines'
import { ask, type Installation, install, openBrowser } from './support/installation'

let installation: Installation
test.beforeAll(async () => {
  installation = await install()
})
test.afterAll(() => installation.stop())

const identified = z.object({ id: z.string() })
const batches = z.object({ batches: z.array(z.unknown()) })

async function givenProject(taskType: string): Promise<string> {
  const project = { name: `Broken ${taskType}`, taskType }
  return (await ask(installation.admin.api, 'POST', '/api/v1/projects', project, identified)).id
}

/** Chooses a file of this content on the project's import page. */
async function chooseFile(page: Page, projectId: string, name: string, content: string | Buffer): Promise<void> {
  await page.goto(`/projects/${projectId}/import`)
  const chooser = page.waitForEvent('filechooser')
  await page.getByRole('button', { name: 'Choose files' }).click()
  await (await chooser).setFiles({ name, mimeType: 'application/octet-stream', buffer: Buffer.from(content) })
}

const noTasks = async (projectId: string) =>
  expect(
    (await ask(installation.admin.api, 'GET', `/api/v1/projects/${projectId}/batches`, null, batches)).batches,
  ).toEqual([])

/** A demo file whose lines were changed, with what the page must say of each bad one. */
interface Broken {
  taskType: string
  file: string
  breakLine(line: Record<string, unknown>): unknown
  field: string
  says: RegExp
}

const broken: Broken[] = [
  {
    taskType: 'sentiment',
    file: 'sentiment.jsonl',
    breakLine: (line) => ({ ...line, text: 7 }),
    field: 'text',
    says: /Give "text" as text/,
  },
  {
    taskType: 'preference',
    file: 'preference.jsonl',
    breakLine: (line) => ({ ...line, responses: [] }),
    field: 'responses',
    says: /Give exactly two responses/,
  },
  {
    taskType: 'ranking',
    file: 'ranking.jsonl',
    breakLine: ({ prompt: _, ...line }) => line,
    field: 'prompt',
    says: /prompt/,
  },
  {
    taskType: 'bounding-box',
    file: 'bounding-box.jsonl',
    breakLine: ({ image: _, ...line }) => line,
    field: 'image',
    says: /Give "image" as text/,
  },
  {
    taskType: 'transcription',
    file: 'transcription.jsonl',
    breakLine: (line) => ({ ...line, language: 'English, I think' }),
    field: 'language',
    says: /Give the language as a tag/,
  },
]

for (const { taskType, file, breakLine, field, says } of broken) {
  test(`a bad line of ${file} is shown with its number, its field and the remedy, and nothing is stored`, async ({
    browser,
  }) => {
    const projectId = await givenProject(taskType)
    const lines = await demoLines(file)
    const changed = lines.map((line, place) => (place === 2 ? breakLine(line) : line))
    const { page } = await openBrowser(browser, installation, installation.admin)
    await chooseFile(page, projectId, file, changed.map((line) => JSON.stringify(line)).join('\n'))
    const errors = page.getByRole('region', { name: 'Errors' })
    const row = errors.getByRole('listitem').filter({ hasText: says })
    await expect(row).toBeVisible()
    await expect(row).toContainText('line 3')
    await expect(row).toContainText(field)

    const download = page.waitForEvent('download')
    await errors.getByRole('button', { name: 'As CSV' }).click()
    const saved = await readFile(await (await download).path(), 'utf8')
    expect(saved).toMatch(/^\uFEFF?"?line"?,"?field"?,"?message"?,"?excerpt"?/)
    expect(saved.split('\n').some((line) => line.startsWith('3,') && says.test(line.replaceAll('""', '"')))).toBe(true)
    await noTasks(projectId)
  })
}

const whole: { what: string; name: string; content: string | Buffer; says: RegExp }[] = [
  { what: 'cut off in a line', name: 'cut.jsonl', content: '{"text":"one"}\n{"text":"tw', says: /line 2/i },
  {
    what: 'not UTF-8',
    name: 'latin.jsonl',
    content: Buffer.from([0x7b, 0x22, 0x74, 0xe9, 0x22, 0x7d]),
    says: /UTF-8/,
  },
  { what: 'empty', name: 'empty.jsonl', content: '', says: /empty|no lines/i },
  { what: 'no zip though its name says so', name: 'broken.zip', content: 'PK nothing', says: /zip/i },
  {
    what: 'twice the same id',
    name: 'twice.jsonl',
    content: '{"id":"a","text":"one"}\n{"id":"a","text":"two"}',
    says: /id/,
  },
]

for (const { what, name, content, says } of whole) {
  test(`a file that is ${what} is refused with the reason, and nothing is stored`, async ({ browser }) => {
    const projectId = await givenProject('sentiment')
    const { page } = await openBrowser(browser, installation, installation.admin)
    await chooseFile(page, projectId, name, content)
    await expect(page.getByRole('main').getByText(says).first()).toBeVisible()
    await expect(page.getByRole('button', { name: /^Import 2 tasks/ })).toHaveCount(0)
    await noTasks(projectId)
  })
}
