import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { type Download, expect, test } from '@playwright/test'
import Database from 'better-sqlite3'
import { z } from 'zod'
import { complaints } from './support/complaints'
import { demoLines } from './support/demo-lines'
import { ask, givenBatch, givenLabeler, type Installation, install, openBrowser } from './support/installation'
import { startServer } from './support/server'

const names = ['Amina Rahimi', 'Tomás Ferreira', 'Li Wei']
const pairs = 16
const atOnce = 8

let installation: Installation
let projectId: string
let batchId: string

const claimed = z.object({ assignments: z.array(z.object({ id: z.string(), taskId: z.string() })) })
const figure = z.object({
  value: z.number().nullable(),
  ci: z.tuple([z.number(), z.number()]).nullable(),
  n_items: z.number(),
})
const agreementReply = z.object({
  figures: z.record(z.string(), figure),
  annotations: z.number(),
  position: z.object({
    firstShown: z.object({ value: z.number(), n: z.number(), undecided: z.number() }),
    strengths: z.object({ makers: z.array(z.object({ maker: z.string() })) }),
  }),
  perLabeler: z.array(z.object({ labeler: z.string(), annotations: z.number() })),
})

test.beforeAll(async () => {
  installation = await install()
  const lines = (await demoLines('preference.jsonl')).slice(0, pairs)
  const named = { name: 'Assistant pairs', taskType: 'preference', config: { strength: false } }
  ;({ projectId, batchId } = await givenBatch(installation, named, lines, [], 3))
  for (const [who, name] of names.entries()) {
    const { api } = await givenLabeler(installation, name)
    for (let begun = 0; begun < pairs; begun += atOnce) {
      const wish = { batchId, count: atOnce }
      const { assignments } = await ask(api, 'POST', '/api/v1/queue/claim', wish, claimed)
      for (const [place, { id }] of assignments.entries()) {
        const n = begun + place
        const choice = n % 5 === 4 ? 'tie' : (n % 3 === 0 && who === 2) || n % 2 === 0 ? 'a' : 'b'
        const said = { answer: { choice }, timeSpentMs: 1000 * (who + 2) + 37 * n }
        await ask(api, 'PUT', `/api/v1/assignments/${id}/annotation`, said, z.unknown())
      }
    }
  }
  await spreadOverDays()
})
test.afterAll(() => installation.stop())

/** As if the answers had come an hour apart; the server starts again and finds them so. */
async function spreadOverDays(): Promise<void> {
  const { dataFolder, url } = installation.server
  await installation.server.stop('SIGKILL')
  const database = new Database(path.join(dataFolder, 'concord.db'))
  database.exec(`UPDATE "Annotation" SET "createdAt" = "createdAt" - 3600000 * (
    SELECT count(*) FROM "Annotation" later WHERE later.rowid > "Annotation".rowid)`)
  database.exec('DELETE FROM "AgreementPoint"')
  database.close()
  installation.server = await startServer({ dataFolder, port: Number(new URL(url).port) })
}

const asked = () => ask(installation.admin.api, 'GET', address('agreement?bootstrap=500'), null, agreementReply)
const address = (rest: string) => `/api/v1/projects/${projectId}/${rest}`

/** As the page writes a share: .71, −.05. */
const share = (value: number) =>
  value
    .toFixed(2)
    .replace(/^(-?)0\./, '$1.')
    .replace(/^-(?=\.?0*$)/, '')
    .replace('-', '−')

const words = ({ value, ci }: z.infer<typeof figure>) => {
  if (value === null) return 'Not defined'
  return ci === null ? share(value) : `${share(value)}[${share(ci[0])}, ${share(ci[1])}]`
}

async function textOf(download: Promise<Download>): Promise<string> {
  return readFile(await (await download).path(), 'utf8')
}

test('a dashboard says what the API says, how it came about, and lets nobody depend on a mouse or on colours', async ({
  browser,
}) => {
  const { page, trouble } = await openBrowser(browser, installation, installation.admin)
  const reply = await asked()

  await test.step('the first page tells what the week brought, and how long an answer takes', async () => {
    await page.goto('/projects')
    await expect(page.getByRole('region', { name: 'Last seven days' })).toContainText(`${3 * pairs} answers`)
    const row = page.getByRole('row').filter({ hasText: 'Assistant pairs' })
    await expect(row.getByRole('img', { name: /^Answers a day: / })).toBeVisible()
    await expect(row).toContainText(`n = ${3 * pairs}`)
  })

  await test.step('every figure is the API’s, and the headline says how to read it', async () => {
    await page.goto(`/projects/${projectId}`)
    const [headline] = Object.values(reply.figures)
    const short = page.getByRole('region', { name: 'In short' })
    if (headline) await expect(short).toContainText(words(headline))
    await expect(short).toContainText('How to read it.')
    await expect(short).toContainText(`rests on ${pairs} tasks`)
    await expect(short).toContainText('Every wanted answer is in')
    const measures = page.getByRole('region', { name: 'All measures', exact: true }).getByRole('row')
    const shown = await measures.allTextContents()
    for (const one of Object.values(reply.figures)) {
      expect(shown.some((row) => row.includes(words(one)) && row.includes(String(one.n_items)))).toBe(true)
    }
  })

  await test.step('the place that decides and the models that win are charts with their n', async () => {
    const first = page.getByRole('region', { name: 'Shown first, chosen' })
    await expect(first).toContainText(`${share(reply.position.firstShown.value)} of ${reply.position.firstShown.n}`)
    await expect(first).toContainText(`${reply.position.firstShown.undecided} answers that chose neither`)
    const models = page.getByRole('region', { name: 'Strength of models' })
    for (const { maker } of reply.position.strengths.makers) await expect(models).toContainText(maker.slice(0, 10))
  })

  const overTime = page.getByRole('region', { name: 'Agreement over time' })
  await test.step('agreement over time is there soon after a server has started', async () => {
    await expect(async () => {
      await page.reload()
      await expect(overTime).toBeVisible({ timeout: 2_000 })
    }).toPass({ timeout: 40_000 })
    await expect(overTime.getByRole('img')).toHaveAttribute('aria-label', /over time: from .* to .*, n = \d+ tasks/)
  })

  await test.step('its numbers are read by keys, as a sentence and as a table', async () => {
    const reader = overTime.getByRole('group')
    await reader.focus()
    await page.keyboard.press('End')
    await expect(reader.getByRole('status')).toContainText(`n ${pairs}, Labelers 3, Answers ${3 * pairs}`)
    await page.keyboard.press('Home')
    await expect(reader.getByRole('status')).toContainText('Answers 2')
    const toggle = overTime.getByRole('button', { name: 'Agreement over time as a table' })
    await toggle.focus()
    await page.keyboard.press('Enter')
    await expect(overTime.getByRole('table')).toBeVisible()
    await expect(overTime.getByRole('row').last()).toContainText(String(3 * pairs))
    await page.keyboard.press('Enter')
  })

  await test.step('the picture and its numbers can be taken along', async () => {
    const take = async (what: string) => {
      await overTime.getByRole('button', { name: 'Download Agreement over time' }).press('Enter')
      const download = page.waitForEvent('download')
      await page.getByRole('menuitem', { name: what }).press('Enter')
      return textOf(download)
    }
    const root = (text: string) =>
      page.evaluate((svg) => {
        const parsed = new DOMParser().parseFromString(svg, 'image/svg+xml')
        return parsed.querySelector('parsererror') === null ? parsed.documentElement.tagName : 'unreadable'
      }, text)
    const svg = await take('Picture (SVG)')
    expect(await root(svg)).toBe('svg')
    expect(svg).not.toContain('var(')
    const lines = (await take('Numbers (CSV)')).trim().split('\r\n')
    expect(lines[0]).toBe('Until,Krippendorff’s α,from,to,n,Labelers,Answers')
    expect(lines.at(-1)?.split(',').slice(-2)).toEqual(['3', String(3 * pairs)])
  })

  await test.step('labelers are sorted by any figure and taken along', async () => {
    const table = page.getByRole('region', { name: 'Labelers', exact: true })
    await table.getByRole('button', { name: 'Median, middle half' }).press('Enter')
    await expect(table.getByRole('row').nth(1)).toContainText('Li Wei')
    await table.getByRole('button', { name: 'Median, middle half' }).press('Enter')
    await expect(table.getByRole('row').nth(1)).toContainText('Amina Rahimi')
    await expect(table.getByRole('columnheader', { name: 'Median, middle half' })).toHaveAttribute(
      'aria-sort',
      'ascending',
    )
    const download = page.waitForEvent('download')
    await table.getByRole('button', { name: 'Download labelers (CSV)' }).press('Enter')
    expect((await textOf(download)).trim().split('\r\n')).toHaveLength(1 + names.length)
  })

  await test.step('beside each number stands how to get it elsewhere', async () => {
    const first = page.getByRole('region', { name: 'All measures', exact: true }).getByRole('button').first()
    await first.press('Enter')
    const dialog = page.getByRole('dialog', { name: 'Reproduce the agreement' })
    await expect(dialog.getByRole('region', { name: 'Python' })).toContainText('pandas')
    await page.keyboard.press('Escape')
    await expect(dialog).toHaveCount(0)
  })

  await test.step('nothing stands in the way of those who see, hear or type otherwise', async () => {
    expect(await complaints(page)).toEqual([])
  })
  trouble.expectNone()
})
