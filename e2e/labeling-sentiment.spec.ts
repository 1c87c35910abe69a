import { expect, type Page, test } from '@playwright/test'
import { answersIn, storedAnswer, taskOnScreen } from './support/answers'
import { labelerAtWork } from './support/at-work'
import { givenBatch, givenLabeler, openBrowser, type PreparedBatch } from './support/installation'
import { expectSaved } from './support/label'

const work = labelerAtWork()

const texts = ['A quiet little gem.', 'It drags on and on.', 'He walked in.', 'Lovely.', 'A waste of an evening.']
const lines = texts.map((text) => ({ text }))
const givenTexts = (config?: unknown): Promise<PreparedBatch> =>
  givenBatch(
    work.installation,
    { name: 'Reviews', taskType: 'sentiment', ...(config === undefined ? {} : { config }) },
    lines,
  )

async function shows(page: Page, n: number): Promise<void> {
  const stage = await taskOnScreen(page, n, texts.length)
  await expect(stage.locator('blockquote')).toHaveText(texts[n - 1] ?? '')
}

test('a text is judged with one key, from the queues to the last one, and U brings it back as it was left', async ({
  browser,
}) => {
  const batch = await givenTexts()
  const { page, trouble, sent } = await work.begin(browser, batch)
  for (const [place, key] of ['1', '3', '2', '1', '3'].entries()) {
    await shows(page, place + 1)
    await page.keyboard.press(key)
  }
  await expect(page.getByText('That was the last one')).toBeVisible()
  await expect.poll(() => answersIn(work.installation.admin, batch)).toBe(texts.length)
  expect(sent.map(({ answer }) => answer)).toEqual(
    ['positive', 'negative', 'neutral', 'positive', 'negative'].map((label) => ({ label })),
  )

  await page.keyboard.press('u')
  await shows(page, texts.length)
  await expect(page.getByRole('radio', { name: 'Negative' })).toBeChecked()
  await page.keyboard.press('2')
  await expect(page.getByText('That was the last one')).toBeVisible()
  await expect.poll(() => sent.length).toBe(texts.length + 1)
  const last = sent.at(-1)
  expect(last).toEqual({ assignmentId: sent.at(-2)?.assignmentId, answer: { label: 'neutral' } })
  await expectSaved(page)
  expect(await storedAnswer(work.labeler, last?.assignmentId ?? '')).toMatchObject({
    state: 'submitted',
    answer: { label: 'neutral' },
    revision: 2,
  })
  expect(await answersIn(work.installation.admin, batch)).toBe(texts.length)
  trouble.expectNone()
})

test('a skipped text is no answer: two keys, and it goes to someone else', async ({ browser }) => {
  const batch = await givenTexts()
  const { page, trouble } = await work.begin(browser, batch)
  await shows(page, 1)
  await page.keyboard.press('s')
  await expect(page.getByRole('menu', { name: 'Reason' })).toBeVisible()
  await page.keyboard.press('3')
  await expect(page.locator('blockquote')).toHaveText(texts[1] ?? '')
  await expectSaved(page)
  expect(await answersIn(work.installation.admin, batch)).toBe(0)

  const other = await givenLabeler(work.installation, 'Tomás Ferreira')
  const { page: othersPage } = await openBrowser(browser, work.installation, other)
  await othersPage.goto(`/label/${batch.batchId}`)
  await expect(othersPage.locator('blockquote')).toHaveText(texts[0] ?? '')
  trouble.expectNone()
})

test('a mouse decides as a key does, arrows only move along', async ({ browser }) => {
  const batch = await givenTexts()
  const { page, trouble, sent } = await work.begin(browser, batch)
  await shows(page, 1)
  await page.getByText('Positive', { exact: true }).click()
  await shows(page, 2)
  await expect.poll(() => sent.length).toBe(1)

  await page.getByRole('radio', { name: 'Positive' }).focus()
  await page.keyboard.press('ArrowRight')
  await expect(page.getByRole('radio', { name: 'Neutral' })).toBeChecked()
  await shows(page, 2)
  await page.getByText('Neutral', { exact: true }).click()
  await shows(page, 3)
  await expect.poll(() => sent.map(({ answer }) => answer)).toEqual([{ label: 'positive' }, { label: 'neutral' }])
  trouble.expectNone()
})

test('where several labels may hold, digits choose and Enter sends', async ({ browser }) => {
  const batch = await givenTexts({ labels: ['calm', 'sad', 'glad'], multiple: true })
  const { page, trouble, sent } = await work.begin(browser, batch)
  await shows(page, 1)
  await page.keyboard.press('3')
  await page.keyboard.press('1')
  await shows(page, 1)
  await page.keyboard.press('Enter')
  await shows(page, 2)
  await expect.poll(() => sent.map(({ answer }) => answer)).toEqual([{ labels: ['calm', 'glad'] }])
  trouble.expectNone()
})

test('a key that was remapped acts, and the old one does not', async ({ browser }) => {
  const batch = await givenTexts()
  const { page, trouble, sent } = await work.begin(browser, batch)
  await shows(page, 1)
  await page.keyboard.press('?')
  const sheet = page.getByRole('dialog', { name: 'Keys' })
  await sheet.getByRole('button', { name: 'Change keys' }).click()
  await sheet.getByRole('button', { name: 'Change the key of Positive' }).click()
  await page.keyboard.press('p')
  await page.keyboard.press('Escape')
  await expect(sheet).toBeHidden()
  await page.keyboard.press('1')
  await page.keyboard.press('p')
  await shows(page, 2)
  await expect.poll(() => sent.map(({ answer }) => answer)).toEqual([{ label: 'positive' }])
  trouble.expectNone()
})
