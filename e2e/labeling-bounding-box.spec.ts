import { expect, type Page, test } from '@playwright/test'
import { answersIn, storedAnswer, taskOnScreen } from './support/answers'
import { labelerAtWork } from './support/at-work'
import { givenBatch, openBrowser, type PreparedBatch } from './support/installation'
import { expectSaved } from './support/label'

const work = labelerAtWork()

const pictures = ['images/astronaut.png', 'images/chelsea.png', 'images/coffee.png']
const givenPictures = (): Promise<PreparedBatch> =>
  givenBatch(
    work.installation,
    { name: 'Photos', taskType: 'bounding-box', config: { labels: ['Person', 'Animal', 'Object'] } },
    pictures.map((image) => ({ image })),
    pictures,
  )

/** The picture of the labeler's nth task, seen. */
async function pictureSeen(page: Page, n: number): Promise<void> {
  const stage = await taskOnScreen(page, n, pictures.length)
  const picture = stage.locator('img').first()
  await expect
    .poll(() => picture.evaluate((img) => img instanceof HTMLImageElement && img.complete && img.naturalWidth > 0))
    .toBe(true)
}

/** Draws a box `right` and `down` tens of pixels large from the middle of what is in view. */
async function drawByKeys(page: Page, right: number, down: number): Promise<void> {
  await page.keyboard.press('b')
  await page.keyboard.press('Enter')
  for (let step = 0; step < right; step++) await page.keyboard.press('Shift+ArrowRight')
  for (let step = 0; step < down; step++) await page.keyboard.press('Shift+ArrowDown')
  await page.keyboard.press('Enter')
}

test('boxes are drawn, moved, resized, named, deleted and sent by keys alone', async ({ browser }) => {
  const batch = await givenPictures()
  const { page, trouble, sent } = await work.begin(browser, batch)
  await pictureSeen(page, 1)

  await page.keyboard.press('2')
  await drawByKeys(page, 6, 4)
  await expect(page.getByRole('heading', { name: 'Boxes 1' })).toBeVisible()
  const box = page.getByRole('application').getByRole('img', { name: /^Animal/ })
  await expect(box).toBeFocused()

  await page.keyboard.press('ArrowLeft')
  await page.keyboard.press('Shift+ArrowUp')
  await page.keyboard.press('Alt+ArrowRight')
  await page.keyboard.press('Alt+Shift+ArrowDown')
  await page.keyboard.press('1')
  await expect(page.getByRole('application').getByRole('img', { name: /^Person/ })).toBeFocused()

  await drawByKeys(page, 2, 2)
  await expect(page.getByRole('heading', { name: 'Boxes 2' })).toBeVisible()
  await page.keyboard.press('Delete')
  await expect(page.getByRole('heading', { name: 'Boxes 1' })).toBeVisible()
  await page.keyboard.press('Enter')
  await pictureSeen(page, 2)

  await expect.poll(() => sent.length).toBe(1)
  expect(sent[0]?.answer).toEqual({
    boxes: [{ label: 'Person', x: 512 / 2 - 1, y: 512 / 2 - 10, width: 61, height: 50 }],
  })
  trouble.expectNone()
})

test('a box that is drawn costs one drag and one key, and the label in hand stays', async ({ browser }) => {
  const batch = await givenPictures()
  const { page, trouble, sent } = await work.begin(browser, batch)
  for (let n = 1; n <= 2; n++) {
    await pictureSeen(page, n)
    const place = await page.getByRole('application').locator('img').boundingBox()
    if (place === null) throw new Error('the picture has no place on the page')
    await page.mouse.move(place.x + 40, place.y + 40)
    await page.mouse.down()
    await page.mouse.move(place.x + 90, place.y + 80)
    await page.mouse.move(place.x + 140, place.y + 120)
    await page.mouse.up()
    await expect(page.getByRole('heading', { name: 'Boxes 1' })).toBeVisible()
    await page.keyboard.press('Enter')
  }
  await pictureSeen(page, 3)
  await expect.poll(() => sent.length).toBe(2)
  trouble.expectNone()
})

test('U brings the boxes back as they were left, and sending them again is one answer', async ({ browser }) => {
  const batch = await givenPictures()
  const { page, trouble, sent } = await work.begin(browser, batch)
  await pictureSeen(page, 1)
  await drawByKeys(page, 5, 5)
  await page.keyboard.press('Enter')
  await pictureSeen(page, 2)
  await expectSaved(page)

  await page.keyboard.press('u')
  await pictureSeen(page, 1)
  await expect(page.getByRole('heading', { name: 'Boxes 1' })).toBeVisible()
  await page.keyboard.press('Tab')
  await page.keyboard.press('Alt+ArrowRight')
  await page.keyboard.press('Enter')
  await pictureSeen(page, 2)
  await expect.poll(() => sent.length).toBe(2)
  await expectSaved(page)
  expect(await answersIn(work.installation.admin, batch)).toBe(1)
  const stored = await storedAnswer(work.labeler, sent[0]?.assignmentId ?? '')
  expect(stored).toEqual(expect.objectContaining({ answer: sent[1]?.answer, revision: 2 }))
  expect(stored.answer).not.toEqual(sent[0]?.answer)
  trouble.expectNone()
})

test('a picture with nothing to box is an answer, a skipped one is none', async ({ browser }) => {
  const batch = await givenPictures()
  const { page, trouble, sent } = await work.begin(browser, batch)
  await pictureSeen(page, 1)
  await page.keyboard.press('Enter')
  await pictureSeen(page, 1)
  await page.keyboard.press('0')
  await page.keyboard.press('Enter')
  await pictureSeen(page, 2)
  await expect.poll(() => sent.map(({ answer }) => answer)).toEqual([{ boxes: [] }])
  await page.keyboard.press('s')
  await page.keyboard.press('2')
  await expectSaved(page)
  expect(await answersIn(work.installation.admin, batch)).toBe(1)
  trouble.expectNone()
})

test('the name of a picture’s file never reaches the labeler, and the next picture is there before its turn', async ({
  browser,
}) => {
  const batch = await givenPictures()
  const { page } = await openBrowser(browser, work.installation, work.labeler)
  const fetched: string[] = []
  const told: string[] = []
  page.on('request', (request) => {
    if (request.url().includes('/api/media/')) fetched.push(request.url())
  })
  page.on('response', async (response) => {
    if (/json|html|x-component/.test(response.headers()['content-type'] ?? '')) told.push(await response.text())
  })
  await page.goto(`/label/${batch.batchId}`)
  await pictureSeen(page, 1)
  await expect.poll(() => new Set(fetched).size).toBe(pictures.length)
  await page.keyboard.press('0')
  await page.keyboard.press('Enter')
  await pictureSeen(page, 2)
  expect(fetched.filter((address) => address === fetched[0]).length).toBe(1)
  expect(told.length).toBeGreaterThan(0)
  for (const text of [...told, await page.content()]) {
    for (const name of ['astronaut', 'chelsea', 'coffee']) expect(text).not.toContain(name)
  }
})
