import { expect, type Page, test } from '@playwright/test'
import { answersIn, storedAnswer, taskOnScreen } from './support/answers'
import { labelerAtWork } from './support/at-work'
import { givenBatch } from './support/installation'
import { expectSaved } from './support/label'

const work = labelerAtWork()

const kinds = ['best', 'middling', 'worst']
const triples = Array.from({ length: 4 }, (_, n) => ({
  prompt: [{ role: 'user', content: `Question ${n + 1}?` }],
  responses: kinds.map((kind) => ({
    model: `secret-${kind}`,
    content: [{ role: 'assistant', content: `The ${kind} answer to ${n + 1}.` }],
  })),
}))
const givenTriples = () => givenBatch(work.installation, { name: 'Triples', taskType: 'ranking' }, triples)

/** The digit of each kind of response of the labeler's nth task, as it stands on the page: best, middling, worst. */
async function digitsOnScreen(page: Page, n: number): Promise<[string, string, string]> {
  const stage = await taskOnScreen(page, n, triples.length)
  await expect(stage.getByRole('document').first()).toContainText(`answer to ${n}.`)
  const texts = await stage.getByRole('document').allTextContents()
  const digit = (kind: string) => String(texts.findIndex((text) => text.includes(kind)) + 1)
  return [digit('best'), digit('middling'), digit('worst')]
}

test('three responses are ranked with three keys, the last of which sends', async ({ browser }) => {
  const batch = await givenTriples()
  const { page, trouble, sent } = await work.begin(browser, batch)
  for (let n = 1; n <= 2; n++) for (const digit of await digitsOnScreen(page, n)) await page.keyboard.press(digit)
  await digitsOnScreen(page, 3)
  await expect.poll(() => sent.map(({ answer }) => answer)).toEqual([{ ranks: [1, 2, 3] }, { ranks: [1, 2, 3] }])
  expect(await page.content()).not.toContain('secret-')
  trouble.expectNone()
})

test('an untouched ranking is no answer, = ties, Backspace takes back, arrows move', async ({ browser }) => {
  const batch = await givenTriples()
  const { page, trouble, sent } = await work.begin(browser, batch)
  const [best, middling, worst] = await digitsOnScreen(page, 1)
  await page.keyboard.press('Enter')
  expect(await digitsOnScreen(page, 1)).toEqual([best, middling, worst])
  await page.keyboard.press(worst)
  await page.keyboard.press('Backspace')
  await page.keyboard.press(best)
  await page.keyboard.press('=')
  await page.keyboard.press(middling)
  await page.keyboard.press(worst)
  const [first, second, third] = await digitsOnScreen(page, 2)
  await expect.poll(() => sent.map(({ answer }) => answer)).toEqual([{ ranks: [1, 1, 2] }])

  await page.keyboard.press(second)
  await page.keyboard.press(first)
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press(third)
  await digitsOnScreen(page, 3)
  await expect.poll(() => sent.at(-1)?.answer).toEqual({ ranks: [1, 2, 3] })
  trouble.expectNone()
})

test('the order is changed by keyboard dragging: Enter lifts, arrows choose the place, Enter drops', async ({
  browser,
}) => {
  const batch = await givenTriples()
  const { page, trouble, sent } = await work.begin(browser, batch)
  const [best, middling, worst] = await digitsOnScreen(page, 1)
  await page.keyboard.press(worst)
  await page.keyboard.press(middling)
  const order = page.getByRole('grid', { name: 'Your order' })
  const handle = order.getByRole('button', { name: `Drag response ${best}` })
  await order.getByRole('row', { name: `Response ${best}, not placed` }).focus()
  await page.keyboard.press('ArrowRight')
  await expect(handle).toBeFocused()
  await page.keyboard.press('Enter')
  const before = page.getByRole('button', { name: `Insert before Response ${worst}, 1st` })
  await expect(async () => {
    await page.keyboard.press('ArrowUp')
    await expect(before).toBeFocused({ timeout: 200 })
  }).toPass()
  await page.keyboard.press('Enter')
  await expect(order.getByRole('row').first()).toContainText('1st')
  await expect(order.getByRole('row').first()).toContainText('best')
  await page.getByRole('button', { name: 'Submit' }).focus()
  await page.keyboard.press('Enter')
  await digitsOnScreen(page, 2)
  await expect.poll(() => sent.map(({ answer }) => answer)).toEqual([{ ranks: [1, 3, 2] }])
  trouble.expectNone()
})

test('U brings the order back as it was left, and sending it again is one answer; a skipped task is none', async ({
  browser,
}) => {
  const batch = await givenTriples()
  const { page, trouble, sent } = await work.begin(browser, batch)
  const [best, middling, worst] = await digitsOnScreen(page, 1)
  for (const digit of [worst, middling, best]) await page.keyboard.press(digit)
  await digitsOnScreen(page, 2)
  await expectSaved(page)
  await page.keyboard.press('u')
  expect(await digitsOnScreen(page, 1)).toEqual([best, middling, worst])
  const rows = page.getByRole('grid', { name: 'Your order' }).getByRole('row')
  await expect(rows.first()).toContainText('worst')
  await page.keyboard.press(best)
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('Enter')
  await digitsOnScreen(page, 2)
  await expect.poll(() => sent.map(({ answer }) => answer)).toEqual([{ ranks: [3, 2, 1] }, { ranks: [2, 3, 1] }])
  await page.keyboard.press('s')
  await page.keyboard.press('5')
  await expectSaved(page)
  expect(await answersIn(work.installation.admin, batch)).toBe(1)
  expect(await storedAnswer(work.labeler, sent[0]?.assignmentId ?? '')).toMatchObject({ revision: 2 })
  trouble.expectNone()
})
