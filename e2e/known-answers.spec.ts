import { expect, test } from '@playwright/test'
import { z } from 'zod'
import { type Account, ask, givenLabeler, type Installation, install, openBrowser } from './support/installation'

const config = { labels: ['positive', 'neutral', 'negative'] }
const lines = (count: number, gold: boolean, from = 1) =>
  Array.from({ length: count }, (_, i) => ({
    id: `line-${from + i}`,
    text: `A text to judge, number ${from + i}`,
    ...(gold ? { gold: { label: 'positive' }, meta: { note: 'Judge what is said, not how.' } } : {}),
  }))

const nothing = z.unknown()
const madeReply = z.object({ id: z.string() })
const claimReply = z.object({ assignments: z.array(z.record(z.string(), z.unknown())) })

let house: Installation
let ana: Account
test.beforeAll(async () => {
  house = await install()
  ana = await givenLabeler(house, 'Ana Silva')
})
test.afterAll(() => house.stop())

async function project(name: string, quality: unknown): Promise<string> {
  const { api } = house.admin
  const { id } = await ask(api, 'POST', '/api/v1/projects', { name, taskType: 'sentiment', config }, madeReply)
  await ask(api, 'PATCH', `/api/v1/projects/${id}/quality`, quality, nothing)
  return id
}

async function batch(projectId: string, given: Record<string, unknown>, tasks: unknown[]): Promise<string> {
  const { api } = house.admin
  const body = { overlap: 1, order: 'imported', ...given }
  const { id } = await ask(api, 'POST', `/api/v1/projects/${projectId}/batches`, body, madeReply)
  const imported = await api.post(`/api/v1/batches/${id}/tasks`, {
    headers: { 'content-type': 'application/x-ndjson' },
    data: Buffer.from(tasks.map((line) => JSON.stringify(line)).join('\n')),
  })
  if (!imported.ok()) throw new Error(`The lines were not imported: ${await imported.text()}`)
  return id
}

test('training shows the known answer beside one’s own until the labeler goes on', async ({ browser }) => {
  const projectId = await project('Practice first', {})
  const batchId = await batch(projectId, { name: 'Practice', kind: 'training' }, lines(2, true))
  const { page, trouble } = await openBrowser(browser, house, ana)
  await page.goto('/queues')
  await expect(page.getByText('Practice', { exact: true }).first()).toBeVisible()
  await page.goto(`/label/${batchId}`)
  await expect(page.getByRole('region', { name: /^Task 1 of / })).toBeVisible()
  await page.keyboard.press('3')
  const dialog = page.getByRole('dialog', { name: /The known answer/ })
  await expect(dialog).toContainText('Known answer')
  await expect(dialog).toContainText('Judge what is said, not how.')
  await expect(dialog).toContainText('0 % alike')
  await page.keyboard.press('Enter')
  await expect(dialog).toBeHidden()
  await page.keyboard.press('1')
  await expect(dialog).toContainText('Your answer is the known one.')
  await dialog.getByRole('button', { name: 'Go on' }).click()
  await expect(page.getByRole('heading', { name: 'That was the last one' })).toBeVisible()
  trouble.expectNone()
})

test('qualification opens real work by itself, at once', async ({ browser }) => {
  const projectId = await project('Qualified people', { qualify: { score: 0.6, answers: 2 } })
  const qualification = await batch(projectId, { name: 'Entry', kind: 'qualification' }, lines(3, true))
  const work = await batch(projectId, { name: 'Real work' }, lines(3, false))
  const { page, trouble } = await openBrowser(browser, house, ana)
  await page.goto('/queues')
  await expect(page.getByRole('list', { name: 'About your projects' })).toContainText('0 of 2 tasks done')
  await expect(page.getByRole('link', { name: /Real work/ })).toHaveCount(0)
  await page.goto(`/label/${work}`)
  await expect(page.getByText('Do the qualification tasks first')).toBeVisible()
  await page.goto(`/label/${qualification}`)
  for (const n of [1, 2]) {
    await expect(page.getByRole('region', { name: new RegExp(`^Task ${n} of `) })).toBeVisible()
    await page.keyboard.press('1')
  }
  await expect(page.getByRole('button', { name: /^Saved\./ })).toBeVisible()
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await page.goto(`/label/${work}`)
  await expect(page.getByRole('region', { name: /^Task 1 of 3/ })).toBeVisible()
  trouble.expectNone()
})

test('who falls below the threshold is paused and told so, never why; the manager sees the numbers and lets them in', async ({
  browser,
}) => {
  const projectId = await project('Watched', { pause: { below: 0.5, after: 3 } })
  const batchId = await batch(projectId, { name: 'Mixed', goldRate: 0.5 }, [
    ...lines(60, false),
    ...lines(20, true, 61),
  ])
  const shapes = new Set<string>()
  const texts: string[] = []
  for (let n = 0; n < 14; n++) {
    const { assignments } = await ask(ana.api, 'POST', '/api/v1/queue/claim', { batchId, count: 1 }, claimReply)
    const [assignment] = assignments
    if (!assignment) break
    const told = JSON.stringify(assignment)
    shapes.add(Object.keys(assignment).sort().join())
    texts.push(told)
    const reply = await ask(
      ana.api,
      'PUT',
      `/api/v1/assignments/${assignment.id}/annotation`,
      { answer: { label: 'negative' }, timeSpentMs: 900 },
      z.record(z.string(), z.unknown()),
    )
    expect(Object.keys(reply).sort()).toEqual(['annotation', 'next', 'progress'])
  }
  expect(shapes.size).toBe(1)
  expect(texts.filter((told) => /gold|known|isGold|Judge what/.test(told))).toEqual([])
  const labeler = await openBrowser(browser, house, ana)
  await expect(async () => {
    await labeler.page.goto('/queues')
    await expect(labeler.page.getByText('Your work in this project is paused.')).toBeVisible({ timeout: 500 })
  }).toPass({ timeout: 15_000 })
  await labeler.page.goto(`/label/${batchId}`)
  await expect(labeler.page.getByText(/paused.*Ask the manager/)).toBeVisible()
  const { page, trouble } = await openBrowser(browser, house, house.admin)
  await page.goto(`/projects/${projectId}/people`)
  const row = page.getByRole('row', { name: /Ana Silva/ })
  await expect(row).toContainText('paused')
  await expect(row).toContainText(/Fell to 0 % agreement with the last 3 known answers/)
  await page.getByRole('button', { name: 'Let Ana Silva in again' }).click()
  await expect(row).toContainText('qualified')
  await labeler.page.goto(`/label/${batchId}`)
  await expect(labeler.page.getByRole('region', { name: /^Task / })).toBeVisible()
  trouble.expectNone()
})

test('a manager raises the overlap and asks for certainty while people work', async ({ browser }) => {
  const projectId = await project('Moving overlap', {})
  const batchId = await batch(projectId, { name: 'Moved' }, lines(2, false))
  const { page, trouble } = await openBrowser(browser, house, house.admin)
  await page.goto(`/projects/${projectId}/batches`)
  await page.getByRole('button', { name: 'More for Moved' }).click()
  await page.getByRole('menuitem', { name: /Change/ }).click()
  const dialog = page.getByRole('dialog', { name: 'Change Moved' })
  const overlap = dialog.getByRole('textbox', { name: 'Answers per task' })
  await overlap.fill('2')
  await overlap.blur()
  await expect(dialog).toContainText('2 more answers are asked for')
  await dialog.getByText('Ask one more person where the answer is unsure').click()
  await expect(dialog).toContainText('One less certain than 95 % gets one more')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(dialog).toBeHidden()
  await expect(page.getByRole('row', { name: /Moved/ })).toContainText('2 to 4')
  const reply = z.object({ overlap: z.number(), adaptive: z.object({ certainty: z.number(), cap: z.number() }) })
  const now = await ask(house.admin.api, 'GET', `/api/v1/batches/${batchId}`, null, reply)
  expect(now).toEqual({ overlap: 2, adaptive: { certainty: 0.95, cap: 4 } })
  trouble.expectNone()
})
