import { expect, test } from '@playwright/test'
import { z } from 'zod'
import { answersIn, storedAnswer, taskOnScreen } from './support/answers'
import { labelerAtWork } from './support/at-work'
import { givenBatch } from './support/installation'
import { expectSaved } from './support/label'
import { secondsPlayed } from './support/people'

const work = labelerAtWork()

const recordings = ['audio/jfk.flac', 'audio/arctic_a0024.wav', 'audio/english.wav']
const segmented = z.object({
  segments: z.array(z.object({ start: z.number(), end: z.number(), text: z.string(), speaker: z.string().optional() })),
})
const givenRecordings = (config?: unknown) =>
  givenBatch(
    work.installation,
    { name: 'Voices', taskType: 'transcription', ...(config === undefined ? {} : { config }) },
    recordings.map((audio) => ({ audio, language: 'en' })),
    recordings,
  )

test('a recording plays on arrival, its words are typed at once, and one chord sends them', async ({ browser }) => {
  const batch = await givenRecordings()
  const { page, trouble, sent } = await work.begin(browser, batch)
  for (const [place, words] of ['Ask not', 'Please Mom, is this'].entries()) {
    await taskOnScreen(page, place + 1, recordings.length)
    await expect.poll(() => secondsPlayed(page)).toBeGreaterThan(0.1)
    await expect(page.getByRole('textbox', { name: 'Transcript' })).toBeFocused()
    await page.keyboard.type(words)
    await page.keyboard.press('ControlOrMeta+Enter')
  }
  await taskOnScreen(page, 3, recordings.length)
  await expect
    .poll(() => sent.map(({ answer }) => answer))
    .toEqual([{ text: 'Ask not' }, { text: 'Please Mom, is this' }])
  trouble.expectNone()
})

test('while typing, chords pause, go back, loop and change speed, and the words stay as they are', async ({
  browser,
}) => {
  const batch = await givenRecordings()
  const { page, trouble } = await work.begin(browser, batch)
  await taskOnScreen(page, 1, recordings.length)
  const field = page.getByRole('textbox', { name: 'Transcript' })
  await expect(field).toBeFocused()
  await expect.poll(() => secondsPlayed(page)).toBeGreaterThan(0.3)
  await page.keyboard.type('u s f 1 0')
  await page.keyboard.press('ControlOrMeta+p')
  await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeVisible()
  const stopped = await secondsPlayed(page)
  await page.keyboard.press('ControlOrMeta+b')
  await expect.poll(() => secondsPlayed(page)).toBeLessThan(stopped)
  await page.keyboard.press('ControlOrMeta+l')
  await expect(page.getByRole('button', { name: 'Loop', exact: true })).toHaveAttribute('aria-pressed', 'true')
  await page.keyboard.press('ControlOrMeta+Shift+Comma')
  await expect(page.getByRole('button', { name: /Speed/ })).toContainText('0.75')
  await expect(field).toHaveValue('u s f 1 0')
  await expect(field).toBeFocused()
  await taskOnScreen(page, 1, recordings.length)
  trouble.expectNone()
})

test('U brings the words back as they were left, and sending them again is one answer', async ({ browser }) => {
  const batch = await givenRecordings()
  const { page, trouble, sent } = await work.begin(browser, batch)
  await taskOnScreen(page, 1, recordings.length)
  const field = page.getByRole('textbox', { name: 'Transcript' })
  await expect(field).toBeFocused()
  await page.keyboard.type('Ask not what')
  await page.keyboard.press('ControlOrMeta+Enter')
  await taskOnScreen(page, 2, recordings.length)
  await expectSaved(page)
  await page.keyboard.press('Escape')
  await page.keyboard.press('u')
  await taskOnScreen(page, 1, recordings.length)
  await expect(field).toHaveValue('Ask not what')
  await expect(field).toBeFocused()
  await page.keyboard.type(' your country')
  await page.keyboard.press('ControlOrMeta+Enter')
  await taskOnScreen(page, 2, recordings.length)
  await expect.poll(() => sent.length).toBe(2)
  await expectSaved(page)
  expect(await answersIn(work.installation.admin, batch)).toBe(1)
  expect(await storedAnswer(work.labeler, sent[0]?.assignmentId ?? '')).toMatchObject({
    answer: { text: 'Ask not what your country' },
    revision: 2,
  })
  trouble.expectNone()
})

test('nobody speaking is an answer, and a recording that does not load can be skipped', async ({ browser }) => {
  const batch = await givenRecordings()
  const { page, trouble, sent } = await work.begin(browser, batch)
  await taskOnScreen(page, 1, recordings.length)
  await expect(page.getByRole('textbox', { name: 'Transcript' })).toBeFocused()
  await page.keyboard.press('Escape')
  await page.keyboard.press('0')
  await page.keyboard.press('Enter')
  await taskOnScreen(page, 2, recordings.length)
  await expect.poll(() => sent.map(({ answer }) => answer)).toEqual([{ text: '' }])
  await page.keyboard.press('Escape')
  await page.keyboard.press('s')
  await page.keyboard.press('2')
  await expectSaved(page)
  expect(await answersIn(work.installation.admin, batch)).toBe(1)
  trouble.expectNone()
})

test('timed segments are divided and joined while typing', async ({ browser }) => {
  const batch = await givenRecordings({ segments: true, speakers: ['Kennedy'] })
  const { page, trouble, sent } = await work.begin(browser, batch)
  await taskOnScreen(page, 1, recordings.length)
  await expect.poll(() => secondsPlayed(page)).toBeGreaterThan(0.5)
  await expect(page.getByRole('textbox')).toBeFocused()
  await page.keyboard.type('And so')
  await page.keyboard.press('ControlOrMeta+p')
  await page.keyboard.press('ControlOrMeta+d')
  await expect(page.getByRole('textbox')).toHaveCount(2)
  await page.keyboard.type('my fellow')
  await page.keyboard.press('ControlOrMeta+1')
  await page.keyboard.press('ControlOrMeta+Enter')
  await taskOnScreen(page, 2, recordings.length)
  await expect.poll(() => sent.length).toBe(1)
  const { segments } = segmented.parse(sent[0]?.answer)
  expect(segments.map(({ text }) => text)).toEqual(['And so', 'my fellow'])
  expect(segments[0]?.end).toBe(segments[1]?.start)
  expect(segments[1]?.speaker).toBe('Kennedy')
  trouble.expectNone()
})
