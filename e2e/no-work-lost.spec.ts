import { expect, type Page, type Route, test } from '@playwright/test'
import { z } from 'zod'
import { answersIn, listenForAnswers, storedAnswer, taskOnScreen } from './support/answers'
import { labelerAtWork } from './support/at-work'
import { ask, givenBatch, givenLabeler, openBrowser, type PreparedBatch } from './support/installation'
import { expectSaved } from './support/label'
import { password } from './support/people'
import { startServer } from './support/server'

const work = labelerAtWork()

const texts = Array.from({ length: 8 }, (_, n) => `Text number ${n + 1}.`)
const givenTexts = (): Promise<PreparedBatch> =>
  givenBatch(
    work.installation,
    { name: 'Reviews', taskType: 'sentiment' },
    texts.map((text) => ({ text })),
  )
/** Pairs that ask for reasons: something to lose. */
const givenReasons = (): Promise<PreparedBatch> =>
  givenBatch(
    work.installation,
    { name: 'Pairs', taskType: 'preference', config: { rationale: 'required' } },
    Array.from({ length: 4 }, (_, n) => ({
      prompt: [{ role: 'user', content: `Question ${n + 1}?` }],
      responses: ['One', 'Two'].map((word) => ({ content: [{ role: 'assistant', content: `${word} for ${n + 1}.` }] })),
    })),
  )

const reason = (page: Page) => page.getByRole('textbox', { name: 'Why' })
const pill = (page: Page, words: RegExp) => page.getByRole('button', { name: words })

test('a reload right after a key was pressed brings the text back, word for word', async ({ browser }) => {
  const batch = await givenReasons()
  const { page, trouble } = await work.goTo(browser, batch)
  await taskOnScreen(page, 1, 4)
  await page.keyboard.press('7')
  await reason(page).pressSequentially('The second one says what it does not know')
  await page.reload()
  await taskOnScreen(page, 1, 4)
  await expect(reason(page)).toHaveValue('The second one says what it does not know')
  await expect(page.getByRole('radio', { name: 'B, far better' })).toBeChecked()
  trouble.expectNone()
})

test('words about a task survive a reload, and a note leaves the flag where it is', async ({ browser }) => {
  const batch = await givenTexts()
  const { page, trouble } = await work.goTo(browser, batch)
  await taskOnScreen(page, 1, texts.length)
  await page.keyboard.press('f')
  const flag = page.getByRole('textbox', { name: /^What should the people/ })
  await flag.fill('Two meanings')
  await page.keyboard.press('ControlOrMeta+Enter')
  await expect(page.getByRole('button', { name: 'Flagged' })).toBeVisible()
  // A key pressed while the box is still there is a letter in it.
  await expect(flag).toBeHidden()
  await page.keyboard.press('n')
  const note = page.getByRole('textbox', { name: 'Note on this task' })
  await note.pressSequentially('It may be meant as')
  await page.reload()
  await taskOnScreen(page, 1, texts.length)
  await expect(page.getByRole('button', { name: 'Flagged' })).toBeVisible()
  await page.keyboard.press('n')
  await expect(note).toHaveValue('It may be meant as')
  await note.pressSequentially(' a joke')
  await page.keyboard.press('ControlOrMeta+Enter')
  await expect(note).toBeHidden()
  const open = z.object({
    assignments: z.array(z.object({ flag: z.string().nullable(), note: z.string().nullable() })),
  })
  const wish = { batchId: batch.batchId, count: 1, resume: true }
  const held = await ask(work.labeler.api, 'POST', '/api/v1/queue/claim', wish, open)
  expect(held.assignments[0]).toEqual({ flag: 'Two meanings', note: 'It may be meant as a joke' })
  trouble.expectNone()
})

test('answers given without a connection wait here, in order, and are sent once it is back', async ({ browser }) => {
  const batch = await givenTexts()
  const { page, context } = await work.goTo(browser, batch)
  await taskOnScreen(page, 1, texts.length)
  await context.setOffline(true)
  for (const [place, key] of ['1', '2', '3'].entries()) {
    await taskOnScreen(page, place + 1, texts.length)
    await page.keyboard.press(key)
  }
  await taskOnScreen(page, 4, texts.length)
  await expect(pill(page, /^Offline, 3 waiting/)).toBeVisible()
  expect(await answersIn(work.installation.admin, batch)).toBe(0)

  const sent = listenForAnswers(page)
  await context.setOffline(false)
  await expectSaved(page)
  expect(await answersIn(work.installation.admin, batch)).toBe(3)
  expect(sent.map(({ answer }) => answer)).toEqual(['positive', 'neutral', 'negative'].map((label) => ({ label })))
  await taskOnScreen(page, 4, texts.length)
})

test('answers waiting in a tab that is closed are sent by the next visit', async ({ browser }) => {
  const batch = await givenTexts()
  const { page, context } = await work.goTo(browser, batch)
  await taskOnScreen(page, 1, texts.length)
  await page.route('**/annotation', (route) => route.abort())
  await page.keyboard.press('1')
  await expect(pill(page, /^Offline, 1 waiting/)).toBeVisible()
  await page.close()

  const next = await context.newPage()
  await next.goto(`/label/${batch.batchId}`)
  await expectSaved(next)
  await expect(next.locator('blockquote')).not.toHaveText(texts[0] ?? '')
  await expect.poll(() => answersIn(work.installation.admin, batch)).toBe(1)
})

test('a session that ends mid-task takes nothing: the text stays and is sent after signing in again', async ({
  browser,
}) => {
  const batch = await givenReasons()
  const person = await givenLabeler(work.installation, 'Li Wei')
  const { page } = await openBrowser(browser, work.installation, person)
  await page.goto(`/label/${batch.batchId}`)
  await taskOnScreen(page, 1, 4)
  await page.keyboard.press('1')
  await reason(page).fill('It is')
  await expectSaved(page)
  const ended = await work.installation.admin.api.delete(`/api/v1/users/${person.id}/sessions`)
  expect(ended.ok()).toBe(true)

  await reason(page).pressSequentially(' shorter and says more')
  await expect(reason(page)).toHaveValue('It is shorter and says more')
  await page.keyboard.press('ControlOrMeta+Enter')
  await taskOnScreen(page, 2, 4)
  await pill(page, /^Sign in to send/).click()
  const dialog = page.getByRole('dialog', { name: 'Sign in to send' })
  await dialog.getByLabel('E-mail').fill(person.email)
  await dialog.getByLabel('Password', { exact: true }).fill(password)
  await dialog.getByRole('button', { name: 'Sign in' }).click()
  await expect(dialog).toBeHidden()
  await expectSaved(page)
  await expect.poll(() => answersIn(work.installation.admin, batch)).toBe(1)
})

test('a server killed between an answer and its reply has it once when it is back', async ({ browser }) => {
  const batch = await givenTexts()
  const { page } = await work.goTo(browser, batch)
  await taskOnScreen(page, 1, texts.length)
  const sent = listenForAnswers(page)
  // The server stores the answer; its reply is lost, and so is the server.
  const storeAndDie = async (route: Route) => {
    await route.fetch()
    await work.installation.server.stop('SIGKILL')
    await route.abort()
  }
  await page.route('**/annotation', storeAndDie, { times: 1 })
  await page.keyboard.press('1')
  await taskOnScreen(page, 2, texts.length)
  await expect(pill(page, /^Offline, 1 waiting/)).toBeVisible()
  await page.keyboard.press('3')
  await expect(pill(page, /^Offline, 2 waiting/)).toBeVisible()

  const { dataFolder, url } = work.installation.server
  work.installation.server = await startServer({ dataFolder, port: Number(new URL(url).port) })
  await expectSaved(page)
  expect(await answersIn(work.installation.admin, batch)).toBe(2)
  expect(new Set(sent.map(({ assignmentId }) => assignmentId)).size).toBe(2)
  await page.reload()
  await taskOnScreen(page, 3, texts.length)
})

test('two windows on one task: neither text goes without being asked', async ({ browser }) => {
  const batch = await givenReasons()
  const { page, context } = await openBrowser(browser, work.installation, work.labeler)
  const other = await context.newPage()
  await page.goto(`/label/${batch.batchId}`)
  await taskOnScreen(page, 1, 4)
  await reason(page).fill('Written')
  await expectSaved(page)
  await other.goto(`/label/${batch.batchId}`)
  await expect(reason(other)).toHaveValue('Written')
  await reason(page).fill('Written in the first window')
  await expectSaved(page)
  await reason(other).fill('Written in the second window')
  await expect(other.getByRole('alert').filter({ hasText: 'Both texts are kept' })).toBeVisible()
  await expect(reason(other)).toHaveValue('Written in the second window')
  await other.getByRole('button', { name: 'Use the other one' }).click()
  await expect(reason(other)).toHaveValue('Written in the first window')
})

test('a task that went to someone else gives the text back', async ({ browser }) => {
  const batch = await givenReasons()
  const { page } = await openBrowser(browser, work.installation, work.labeler)
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  const claimed = page.waitForResponse((response) => response.url().endsWith('/draft'))
  await page.goto(`/label/${batch.batchId}`)
  await taskOnScreen(page, 1, 4)
  await page.keyboard.press('1')
  await reason(page).fill('Nearly done')
  await claimed
  await expectSaved(page)
  const draft = /assignments\/([^/]+)\/draft/.exec((await claimed).url())?.[1] ?? ''
  await page.context().request.post(`/api/v1/assignments/${draft}/release`, {
    data: {},
    headers: { origin: work.installation.server.url },
  })
  const other = await givenLabeler(work.installation, 'Tomás Ferreira')
  const taken = await ask(other.api, 'POST', '/api/v1/queue/claim', { batchId: batch.batchId, count: 10 }, z.unknown())
  expect(JSON.stringify(taken)).toContain('Question 1?')

  await page.keyboard.press('ControlOrMeta+Enter')
  await expect(pill(page, /^1 not accepted/)).toBeVisible()
  await pill(page, /^1 not accepted/).click()
  const outbox = page.getByRole('dialog', { name: 'Outbox' })
  await expect(outbox).toContainText('given to someone else')
  await outbox.getByRole('button', { name: 'Copy the answer' }).click()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain('Nearly done')
  await outbox.getByRole('button', { name: 'Discard' }).click()
  await expect(pill(page, /^1 not accepted/)).toBeVisible()
  await outbox.getByRole('button', { name: 'Discard it for good' }).click()
  await expect(outbox.getByText('Every answer is on the server.')).toBeVisible()
  expect((await storedAnswer(work.labeler, draft)).state).toBe('released')
})
