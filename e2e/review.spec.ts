import { expect, type Locator, type Page, request, test } from '@playwright/test'
import { z } from 'zod'
import { complaints } from './support/complaints'
import {
  type Account,
  ask,
  givenBatch,
  givenLabeler,
  type Installation,
  install,
  openBrowser,
} from './support/installation'
import { expectSaved } from './support/label'
import { password } from './support/people'

const names = ['Amina Rahimi', 'Tomás Ferreira', 'Li Wei']
const pictures = ['images/astronaut.png', 'images/chelsea.png', 'images/coffee.png']
const config = { labels: ['Person', 'Animal', 'Object'] }

let installation: Installation
let labelers: Account[]
let reviewer: Account
let projectId: string
/** Task ids in the order of the pictures. */
let taskIds: string[]
/** The last labeler's assignments, by task. */
let answered: Map<string, string>

const claimed = z.object({ assignments: z.array(z.object({ id: z.string(), taskId: z.string() })) })
const queues = z.object({ queues: z.array(z.object({ projectId: z.string(), waiting: z.number() })) })
const verdicts = z.object({
  items: z.array(
    z.object({
      taskId: z.string(),
      how: z.string(),
      acceptedAnnotation: z.string().nullable(),
      answer: z.object({ boxes: z.array(z.object({ label: z.string(), x: z.number(), width: z.number() })) }),
      note: z.string().nullable(),
      reviewer: z.string(),
    }),
  ),
})

test.beforeAll(async () => {
  installation = await install()
  labelers = []
  for (const name of names) labelers.push(await givenLabeler(installation, name))
  const batch = await givenBatch(
    installation,
    { name: 'Photos', taskType: 'bounding-box', config, guidelines: '# Boxes\n\nTight ones.' },
    pictures.map((image) => ({ image })),
    pictures,
    3,
  )
  projectId = batch.projectId
  reviewer = await givenReviewer('Rae Reviewer')
  for (const [who, labeler] of labelers.entries()) {
    const { assignments } = await ask(
      labeler.api,
      'POST',
      '/api/v1/queue/claim',
      { batchId: batch.batchId, count: 3 },
      claimed,
    )
    taskIds = assignments.map(({ taskId }) => taskId)
    answered = new Map(assignments.map(({ id, taskId }) => [taskId, id]))
    const labels = ['Person', 'Animal', 'Object']
    // All draw one thing at nearly the same place; each sees another thing elsewhere.
    const boxes = [
      { label: 'Person', x: 20 + who * 4, y: 20, width: 100, height: 100 },
      { label: labels[who], x: 30 + who * 70, y: 180, width: 50, height: 60 },
    ]
    for (const { id } of assignments)
      await ask(
        labeler.api,
        'PUT',
        `/api/v1/assignments/${id}/annotation`,
        { answer: { boxes }, timeSpentMs: 1 },
        z.unknown(),
      )
  }
  await expect
    .poll(async () => (await ask(reviewer.api, 'GET', '/api/v1/review/queues', null, queues)).queues[0]?.waiting)
    .toBe(3)
})
test.afterAll(() => installation.stop())

async function givenReviewer(name: string): Promise<Account> {
  const email = 'rae@example.org'
  const invitation = { email, role: 'reviewer', projectId }
  const { link } = await ask(
    installation.admin.api,
    'POST',
    '/api/v1/invitations',
    invitation,
    z.object({ link: z.string() }),
  )
  const { url } = installation.server
  const api = await request.newContext({ baseURL: url, extraHTTPHeaders: { origin: url } })
  const accepted = { token: link.split('/').at(-1), name, password }
  const { userId } = await ask(api, 'POST', '/api/v1/invitations/accept', accepted, z.object({ userId: z.string() }))
  return { id: userId, name, email, api, storage: await api.storageState() }
}

/** The stage of the reviewer's nth task, with its picture drawn. */
async function reviewed(page: Page, n: number): Promise<void> {
  const stage = page.getByRole('region', { name: new RegExp(`^Task ${n} of 3, 3 answers`) })
  await expect(stage).toBeVisible()
  await drawn(stage.locator('img').first())
}

async function drawn(picture: Locator): Promise<void> {
  await expect
    .poll(() => picture.evaluate((img) => img instanceof HTMLImageElement && img.complete && img.naturalWidth > 0))
    .toBe(true)
}

test('three labelers disagree, a reviewer settles it blind, and everybody can tell who decided what', async ({
  browser,
}) => {
  const { page, trouble } = await openBrowser(browser, installation, reviewer)

  await test.step('the reviewer finds the queue from the first page', async () => {
    await page.goto('/')
    await page.getByRole('link', { name: 'Review', exact: true }).click()
    await expect(page.getByRole('heading', { name: 'Review', level: 1 })).toBeVisible()
    expect(await complaints(page)).toEqual([])
    await page.getByRole('link', { name: 'Review Photos' }).click()
    await reviewed(page, 1)
  })

  await test.step('answers stand side by side without names', async () => {
    await expect(page.getByText('Who said what is hidden until you decide.')).toBeVisible()
    const shown = await page.content()
    for (const secret of [...names, '@example.org', 'annotator-', 'astronaut', 'chelsea', 'coffee'])
      expect(shown).not.toContain(secret)
    await expect(page.getByRole('radio', { name: /^A\b/ })).toBeVisible()
    expect(await complaints(page)).toEqual([])
  })

  await test.step('one key accepts an answer, and the next task is there', async () => {
    await page.keyboard.press('2')
    await reviewed(page, 2)
    await expect(page.getByRole('heading', { name: 'Just settled' })).toBeVisible()
    await expect(page.getByText(/annotator-[0-9a-f]{12}/).first()).toBeVisible()
  })

  await test.step('a merge starts from what the answers say together; a reload keeps it', async () => {
    await page.keyboard.press('e')
    await expect(page.getByText(/^Merging, from Weighted box fusion/)).toBeVisible()
    await expect(page.getByRole('heading', { name: /^Boxes \d/ })).toBeVisible()
    await expectSaved(page)
    await page.reload()
    await expect(page.getByText(/^Merging, from Weighted box fusion/)).toBeVisible()
    await page.getByRole('button', { name: 'Note' }).click()
    await page.getByRole('textbox', { name: 'Why so?' }).fill('Two of three saw one person')
    await page.keyboard.press('ControlOrMeta+Enter')
    await page.getByRole('button', { name: /^Settle/ }).click()
    await reviewed(page, 3)
  })

  await test.step('a task is answered anew with the editor of its type', async () => {
    await page.keyboard.press('n')
    await expect(page.getByText('Your own answer, from nothing.')).toBeVisible()
    await drawn(page.getByRole('application').locator('img').first())
    await page.keyboard.press('b')
    await page.keyboard.press('Enter')
    for (let step = 0; step < 5; step++) await page.keyboard.press('Shift+ArrowRight')
    for (let step = 0; step < 5; step++) await page.keyboard.press('Shift+ArrowDown')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('heading', { name: 'Boxes 1' })).toBeVisible()
    await page.keyboard.press('Enter')
    await expect(page.getByRole('heading', { name: /settled, nothing left$/ })).toBeVisible()
  })

  await test.step('the last verdict is taken back and given again', async () => {
    await expect(page.getByText('All verdicts are stored.')).toBeVisible()
    await page.keyboard.press('u')
    await expect(page.getByText('Your own answer, from nothing.')).toBeVisible()
    await expect(page.getByRole('heading', { name: 'Boxes 1' })).toBeVisible()
    await page.keyboard.press('Enter')
    await expect(page.getByText('All verdicts are stored.')).toBeVisible()
  })

  await test.step('after the verdicts the reviewer sees whose answer was which, by pseudonym', async () => {
    await page.getByRole('link', { name: 'What I settled' }).click()
    await expect(page.getByRole('heading', { name: 'Settled by you' })).toBeVisible()
    await expect(page.getByText(/annotator-[0-9a-f]{12}/)).toHaveCount(9)
    const shown = await page.content()
    for (const secret of [...names, '@example.org']) expect(shown).not.toContain(secret)
    expect(await complaints(page)).toEqual([])
  })
  trouble.expectNone()

  await test.step('the labeler can no longer change a settled answer', async () => {
    const labeler = labelers.at(-1)
    const id = answered.get(taskIds[0] ?? '') ?? ''
    const reply = await labeler?.api.post(`/api/v1/assignments/${id}/undo`, { data: {} })
    expect(reply?.status()).toBe(409)
  })

  await test.step('the project keeps who decided, how and why', async () => {
    const address = `/api/v1/projects/${projectId}/adjudications`
    const { items } = await ask(installation.admin.api, 'GET', address, null, verdicts)
    expect(items.map(({ how }) => how).sort()).toEqual(['accepted', 'anew', 'merged'])
    expect(items.find(({ how }) => how === 'merged')).toMatchObject({ note: 'Two of three saw one person' })
    expect(new Set(items.map((item) => item.reviewer)).size).toBe(1)
    const admin = await openBrowser(browser, installation, installation.admin)
    const accepted = items.find(({ how }) => how === 'accepted')
    await admin.page.goto(`/projects/${projectId}/tasks/${accepted?.taskId}`)
    await expect(admin.page.getByText(/Rae Reviewer accepted the answer of/)).toBeVisible()
    expect(await complaints(admin.page)).toEqual([])
    admin.trouble.expectNone()
  })
})

test('a phone is enough to review', async ({ browser }) => {
  // Settled by the test before; sent once more, it comes first.
  await ask(installation.admin.api, 'POST', `/api/v1/review/${taskIds[0]}/send`, { note: 'Once more' }, z.unknown())
  const { page } = await openBrowser(browser, installation, reviewer, { viewport: { width: 390, height: 844 } })
  await page.goto(`/review/${projectId}`)
  await expect(page.getByText('Once more')).toBeVisible()
  await expect(page.getByText(/^Settled before:/)).toBeVisible()
  expect(await complaints(page)).toEqual([])
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
  await page.getByRole('radio', { name: /^C\b/ }).click({ force: true })
  await page.getByRole('button', { name: /^Settle/ }).click()
  await expect(page.getByRole('heading', { name: /settled, nothing left$/ })).toBeVisible()
})
