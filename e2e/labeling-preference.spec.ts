import { expect, type Page, test } from '@playwright/test'
import { answersIn, storedAnswer, taskOnScreen } from './support/answers'
import { labelerAtWork } from './support/at-work'
import { givenBatch } from './support/installation'
import { expectSaved } from './support/label'

const work = labelerAtWork()

const said = (role: 'user' | 'assistant', content: string) => [{ role, content }]
const pairs = Array.from({ length: 6 }, (_, n) => ({
  prompt: said('user', `Question ${n + 1}?`),
  responses: ['good', 'poor'].map((kind) => ({
    model: `secret-${kind}`,
    content: said('assistant', `A ${kind} answer to ${n + 1}.`),
  })),
}))
const givenPairs = (config?: unknown) =>
  givenBatch(
    work.installation,
    { name: 'Pairs', taskType: 'preference', ...(config === undefined ? {} : { config }) },
    pairs,
  )

/** Whether the good answer of the pair on screen, the labeler's nth, stands on the left as A. */
async function goodIsLeft(page: Page, n: number): Promise<boolean> {
  const stage = await taskOnScreen(page, n, pairs.length)
  const left = stage.getByRole('document', { name: 'Text of response A' })
  await expect(left).toContainText(`answer to ${n}.`)
  return ((await left.textContent()) ?? '').includes('good')
}

test('a pair is judged with one key; what is stored is the response, whichever side it stood on', async ({
  browser,
}) => {
  const batch = await givenPairs()
  const { page, trouble, sent } = await work.begin(browser, batch)
  for (let n = 1; n <= 4; n++) {
    await page.keyboard.press((await goodIsLeft(page, n)) ? '2' : '6')
  }
  await goodIsLeft(page, 5)
  await page.keyboard.press('4')
  await goodIsLeft(page, 6)
  await page.keyboard.press('0')
  await expect(page.getByText('That was the last one')).toBeVisible()
  const good = { choice: 'a', strength: 2 }
  await expect
    .poll(() => sent.map(({ answer }) => answer))
    .toEqual([good, good, good, good, { choice: 'tie' }, { choice: 'both-bad' }])
  await expectSaved(page)
  expect(await answersIn(work.installation.admin, batch)).toBe(pairs.length)
  expect(await page.content()).not.toContain('secret-')
  trouble.expectNone()
})

test('U brings the judgement back on the sides it was given, and sending it again is one answer', async ({
  browser,
}) => {
  const batch = await givenPairs()
  const { page, trouble, sent } = await work.begin(browser, batch)
  const left = await goodIsLeft(page, 1)
  await page.keyboard.press('1')
  await goodIsLeft(page, 2)
  await expectSaved(page)
  await page.keyboard.press('u')
  expect(await goodIsLeft(page, 1)).toBe(left)
  await expect(page.getByRole('radio', { name: 'A, far better' })).toBeChecked()
  await page.keyboard.press('7')
  await goodIsLeft(page, 2)
  await expect.poll(() => sent.length).toBe(2)
  await expectSaved(page)
  expect(await answersIn(work.installation.admin, batch)).toBe(1)
  expect(await storedAnswer(work.labeler, sent[0]?.assignmentId ?? '')).toMatchObject({
    answer: { choice: left ? 'b' : 'a', strength: 3 },
    revision: 2,
  })
  trouble.expectNone()
})

test('a project that asks why does not send before it was written; Mod+Enter sends from the text', async ({
  browser,
}) => {
  const batch = await givenPairs({ rationale: 'required', aspects: ['Helpful', 'True'] })
  const { page, trouble, sent } = await work.begin(browser, batch)
  const left = await goodIsLeft(page, 1)
  await page.keyboard.press(left ? '3' : '5')
  await page.keyboard.press('Enter')
  await goodIsLeft(page, 1)
  await page.keyboard.press('q')
  await page.keyboard.press('w')
  await page.keyboard.press('w')
  await page.keyboard.press('n')
  await expect(page.getByRole('textbox', { name: 'Why' })).toBeFocused()
  await page.keyboard.type('It says 1, not 7.')
  await page.keyboard.press('ControlOrMeta+Enter')
  await goodIsLeft(page, 2)
  const answer = {
    choice: 'a',
    strength: 1,
    rationale: 'It says 1, not 7.',
    aspects: { Helpful: left ? 'a' : 'b', True: 'tie' },
  }
  await expect.poll(() => sent.map((one) => one.answer)).toEqual([answer])
  trouble.expectNone()
})

test('a skipped pair is no answer', async ({ browser }) => {
  const batch = await givenPairs({ strength: false })
  const { page, trouble } = await work.begin(browser, batch)
  await goodIsLeft(page, 1)
  await page.keyboard.press('s')
  await page.keyboard.press('1')
  await expect(page.getByRole('document', { name: 'Text of response A' })).toContainText('answer to 2.')
  await expectSaved(page)
  expect(await answersIn(work.installation.admin, batch)).toBe(0)
  trouble.expectNone()
})
