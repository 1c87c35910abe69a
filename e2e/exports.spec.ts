import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { expect, type Locator, type Page, test } from '@playwright/test'
import { z } from 'zod'
import { givenHub, hubToken, type StandInHub } from '../lib/server/hub/hub.fixture'
import { givenObjectStore, type ObjectStoreForTests } from '../lib/server/object-store/s3rver.fixture'
import { complaints } from './support/complaints'
import { demoLines } from './support/demo-lines'
import {
  type Account,
  ask,
  givenBatch,
  givenLabeler,
  type Installation,
  install,
  openBrowser,
  type PreparedBatch,
} from './support/installation'
import { unzipped } from './support/unzipped'

// The hub is a stand-in of its HTTP API and the store is s3rver, both on this machine: what we send is checked, the services are not.
let hub: StandInHub
let store: ObjectStoreForTests
let installation: Installation
let batch: PreparedBatch
test.beforeAll(async () => {
  hub = await givenHub()
  store = await givenObjectStore()
  installation = await install()
  const project = { name: 'Assistant preference', taskType: 'preference' }
  batch = await givenBatch(installation, project, (await demoLines('preference.jsonl')).slice(0, 20), [], 2)
  for (const [who, name] of ['Amina Rahimi', 'Tomás Ferreira'].entries())
    await judge(await givenLabeler(installation, name), who)
})
test.afterAll(async () => {
  await installation.stop()
  await store.stop()
  await hub.stop()
})

const claimed = z.object({ assignments: z.array(z.object({ id: z.string() })) })
const manifestSchema = z.object({
  counts: z.record(z.string(), z.number()),
  left_out: z.record(z.string(), z.number()),
  splits: z.record(z.string(), z.object({ tasks: z.number() })),
  files: z.array(z.object({ name: z.string(), sha256: z.string() })),
})

/** Most pairs alike, some against the others, every fifth a tie. */
async function judge({ api }: Account, who: number): Promise<void> {
  for (let n = 0; ; n += 1) {
    const { assignments } = await ask(api, 'POST', '/api/v1/queue/claim', { batchId: batch.batchId }, claimed)
    const [assignment] = assignments
    if (assignment === undefined) return
    const choice = n % 5 === 4 ? 'tie' : n % 3 === 2 && who === 1 ? 'b' : 'a'
    const answer = choice === 'tie' ? { choice } : { choice, strength: 2 }
    const sent = { answer, timeSpentMs: 4000 }
    await ask(api, 'PUT', `/api/v1/assignments/${assignment.id}/annotation`, sent, z.unknown())
  }
}

async function openExports(page: Page): Promise<void> {
  await page.goto(`/projects/${batch.projectId}/exports`)
  await expect(page.getByRole('link', { name: 'New export' })).toBeVisible()
}

/** The number beside these words in the preview. */
const counted = (preview: Locator, what: string) =>
  preview.locator('dl > div').filter({ hasText: what }).locator('dd').first()

test('a split dataset folder is chosen on the page; the preview tells what the manifest then says; hub and store get every file', async ({
  browser,
}) => {
  const { page, trouble } = await openBrowser(browser, installation, installation.admin)
  await openExports(page)

  const shown = await test.step('choices change the preview as they are made', async () => {
    await page.getByRole('link', { name: 'New export' }).click()
    const dialog = page.getByRole('dialog')
    const preview = dialog.getByRole('region', { name: 'What you get' })
    await expect(counted(preview, 'Tasks in the export')).toHaveText('20')
    await dialog.getByRole('radio', { name: 'Hugging Face folder' }).click()
    await dialog.getByText('Which answers').click()
    await dialog.getByRole('textbox', { name: 'Agreed by at least' }).fill('0.6')
    await dialog.getByText('Splits and duplicates').click()
    await dialog.getByText('Split into train, validation and test').click()
    const train = dialog.getByRole('textbox', { name: 'Train, %' })
    await train.fill('70')
    await train.blur()
    await expect(dialog.getByText('Together they are 80 %. Make them 100.')).toBeVisible()
    await expect(dialog.getByRole('button', { name: /^Export as/ })).toBeDisabled()
    await dialog.getByRole('textbox', { name: 'Test, %' }).fill('25')
    await train.focus()
    await expect(preview.getByText(/^test \d/)).toBeVisible()
    await expect(preview).toHaveAttribute('aria-busy', 'false')
    await dialog.getByText('Privacy and terms').click()
    await dialog.getByText('E-mail addresses').click()
    await dialog.getByLabel('Licence').fill('CC-BY-4.0')
    await expect(preview.getByText('out: too little agreement')).toBeVisible()
    await expect(preview).toHaveAttribute('aria-busy', 'false')
    expect(await complaints(page, '[role=dialog]')).toEqual([])
    return {
      tasks: Number(await counted(preview, 'Tasks in the export').textContent()),
      disagreed: -Number((await counted(preview, 'too little agreement').textContent())?.replace('−', '-')),
      train: Number(
        await preview
          .locator('span', { hasText: /^train \d/ })
          .locator('b')
          .textContent(),
      ),
    }
  })

  const manifest = await test.step('the export holds what the preview showed, and each digest is right', async () => {
    await page.keyboard.press('Control+Enter')
    await expect(page.getByRole('dialog')).toBeHidden()
    const link = page.getByRole('link', { name: /all\.zip/ })
    await expect(link).toBeVisible({ timeout: 30_000 })
    const download = page.waitForEvent('download')
    await link.click()
    const files = await unzipped(await readFile(await (await download).path()))
    const read = manifestSchema.parse(JSON.parse(files.get('manifest.json')?.toString() ?? 'null'))
    for (const { name, sha256 } of read.files) expect(sumOf(files.get(name)), name).toBe(sha256)
    expect(read.files.some(({ name }) => name.endsWith('.parquet'))).toBe(true)
    expect(read.files.some(({ name }) => name === 'README.md')).toBe(true)
    expect(read.counts.tasks_exported).toBe(shown.tasks)
    expect(read.left_out.agreement_too_low).toBe(shown.disagreed)
    expect(read.splits.train?.tasks).toBe(shown.train)
    return read
  })

  await test.step('the list tells agreement, balance and splits', async () => {
    const facts = page.getByText(new RegExp(`^${shown.tasks} tasks? · `))
    await facts.click()
    await expect(page.getByText('Agreement of exactly these answers')).toBeVisible()
    await expect(page.getByText('too little agreement')).toBeVisible()
    expect(await complaints(page)).toEqual([])
  })

  await test.step('a token the hub does not know is told; with the right one every file arrives', async () => {
    await page.getByRole('button', { name: 'Push', exact: true }).click()
    await page.getByRole('dialog').getByLabel('Dataset').fill('lab/preferences')
    await sendWith(page, 'hf_unknown_token_00')
    await expect(page.getByText('The hub does not know this token.')).toBeVisible({ timeout: 30_000 })
    await page.getByRole('button', { name: 'Push again' }).click()
    await expect(page.getByRole('dialog').getByLabel('Dataset')).toHaveValue('lab/preferences')
    await sendWith(page, hubToken)
    await expect(page.getByRole('link', { name: /^lab\/preferences/ })).toBeVisible({ timeout: 30_000 })
    for (const { name, sha256 } of manifest.files)
      expect(sumOf(hub.files.get(`lab/preferences@main:${name}`)), name).toBe(sha256)
    expect(hub.privacy.get('lab/preferences')).toBe(true)
  })

  await test.step('a folder of the object store gets the same', async () => {
    await page.getByRole('button', { name: 'Push', exact: true }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText('Object store', { exact: true }).click()
    await dialog.getByRole('button', { name: /Place/ }).click()
    await page.getByRole('option', { name: 's3://datasets/', exact: true }).click()
    await dialog.getByLabel('Folder').fill('preferences/v1')
    await dialog.getByRole('button', { name: /^Push \d+ files/ }).click()
    await expect(dialog).toBeHidden()
    const line = page.getByText('s3://datasets/preferences/v1/')
    await expect(line).toBeVisible()
    await expect(page.getByText('sent', { exact: true })).toHaveCount(2, { timeout: 30_000 })
    for (const { name, sha256 } of manifest.files)
      expect(sumOf(await stored(`preferences/v1/${name}`)), name).toBe(sha256)
  })
  trouble.expectNone()
})

test('on a phone every choice is reached and nothing is cut off', async ({ browser }) => {
  const phone = { viewport: { width: 390, height: 844 } }
  const { page, trouble } = await openBrowser(browser, installation, installation.admin, phone)
  await page.goto(`/projects/${batch.projectId}/exports?new=1`)
  const dialog = page.getByRole('dialog')
  for (const title of ['Which answers', 'What a row is', 'Splits and duplicates', 'Privacy and terms'])
    await dialog.getByText(title).click()
  await dialog.getByLabel('Licence').fill('not a licence!')
  await expect(dialog.getByText('Give an SPDX identifier such as CC-BY-4.0.').first()).toBeVisible()
  await dialog.getByLabel('Licence').fill('')
  await expect(dialog.getByText('Tasks in the export')).toBeVisible()
  const wide = await dialog.evaluate((element) => element.scrollWidth > element.clientWidth)
  expect(wide).toBe(false)
  trouble.expectNone()
})

async function sendWith(page: Page, token: string): Promise<void> {
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Token with write access').fill(token)
  await dialog.getByRole('button', { name: /^Push \d+ files/ }).click()
  await expect(dialog).toBeHidden()
}

function sumOf(content: Buffer | undefined): string | null {
  return content === undefined ? null : createHash('sha256').update(content).digest('hex')
}

async function stored(key: string): Promise<Buffer> {
  const credentials = { accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER' }
  const client = new S3Client({ endpoint: store.endpoint, region: 'us-east-1', forcePathStyle: true, credentials })
  const { Body } = await client.send(new GetObjectCommand({ Bucket: 'datasets', Key: key }))
  return Buffer.from((await Body?.transformToByteArray()) ?? [])
}
