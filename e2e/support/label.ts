import { expect, type Page } from '@playwright/test'
import { secondsPlayed } from './people'

/** Opens a batch from the labeler's queues. */
export async function openQueue(page: Page, project: string): Promise<void> {
  await page.goto(new URL('/queues', page.url()).href)
  await page.getByRole('link', { name: new RegExp(project) }).click()
  await expect(page.getByRole('heading', { name: project, level: 1 })).toBeVisible()
}

/** The stage of the labeler's nth task, when it is on screen. */
async function nthTask(page: Page, n: number) {
  const stage = page.getByRole('region', { name: new RegExp(`^Task ${n} of `) })
  await expect(stage).toBeVisible()
  return stage
}

/** Waits until the pill says that the server has everything. */
export async function expectSaved(page: Page): Promise<void> {
  await expect(page.getByRole('button', { name: /^Saved\./ })).toBeVisible()
}

/** Letters alone: a page shows what markdown means, not its signs and line breaks. */
export function letters(text: string): string {
  return text.replaceAll(/\P{L}/gu, '')
}

interface LabeledText {
  text: string
  label: string
}

/** Chooses a label by its digit, which also submits. `labelOf` decides from what is on screen. */
export async function judgeTexts(page: Page, count: number, labelOf: (text: string) => string): Promise<LabeledText[]> {
  const keys: Record<string, string> = { positive: '1', neutral: '2', negative: '3' }
  const labeled: LabeledText[] = []
  for (let n = 1; n <= count; n++) {
    const stage = await nthTask(page, n)
    const text = await stage.locator('blockquote').innerText()
    const label = labelOf(text)
    await page.keyboard.press(keys[label] ?? '2')
    labeled.push({ text, label })
  }
  await expectSaved(page)
  return labeled
}

interface JudgedPair {
  /** The letters of the two texts as they stood on the page, left first. */
  shown: [string, string]
  /** Letters of the preferred response, or null for a tie. */
  preferred: string | null
}

/** Prefers the shorter response by the key of the side it happens to stand on, which also submits; `tieAt` says which tasks are called a tie. */
export async function comparePairs(page: Page, count: number, tieAt: (n: number) => boolean): Promise<JudgedPair[]> {
  const judged: JudgedPair[] = []
  for (let n = 1; n <= count; n++) {
    const stage = await nthTask(page, n)
    const raw = stage.getByRole('button', { name: 'Raw' })
    if ((await raw.getAttribute('aria-pressed')) !== 'true') await page.keyboard.press('r')
    await expect(raw).toHaveAttribute('aria-pressed', 'true')
    const a = await stage.getByRole('document', { name: 'Text of response A' }).innerText()
    const b = await stage.getByRole('document', { name: 'Text of response B' }).innerText()
    const tie = tieAt(n)
    const preferred = a.length < b.length ? a : b
    await page.keyboard.press(tie ? '4' : preferred === a ? '1' : '7')
    judged.push({ shown: [letters(a), letters(b)], preferred: tie ? null : letters(preferred) })
  }
  await expectSaved(page)
  return judged
}

/** Ranks by length, shortest best, with the digits the responses carry on the page; the last one submits. Gives the letters of each task's texts, best first. */
export async function rankResponses(page: Page, count: number): Promise<string[][]> {
  const ranked: string[][] = []
  for (let n = 1; n <= count; n++) {
    const stage = await nthTask(page, n)
    const documents = stage.getByRole('document')
    const texts = await documents.allInnerTexts()
    const order = texts.map((_, place) => place).sort((p, q) => (texts[p] ?? '').length - (texts[q] ?? '').length)
    for (const place of order) await page.keyboard.press(String(place + 1))
    ranked.push(order.map((place) => letters(texts[place] ?? '')))
  }
  await expectSaved(page)
  return ranked
}

interface DrawnBox {
  label: string
  /** Pixels of the picture, as the pointer drew them. */
  x: number
  y: number
  width: number
  height: number
}

export interface LabeledPicture {
  /** Width and height of the picture; the page does not tell labelers its file name. */
  size: number[]
  boxes: DrawnBox[]
}

/** Draws one box on each picture by mouse, its corners given as shares of the picture, and submits with Enter. */
export async function drawBoxes(
  page: Page,
  first: number,
  last: number,
  cornersOf: (n: number) => { from: [number, number]; to: [number, number]; label: string },
): Promise<LabeledPicture[]> {
  const pictures: LabeledPicture[] = []
  for (let n = first; n <= last; n++) {
    const stage = await nthTask(page, n)
    const picture = stage.locator('img').first()
    await expect
      .poll(() => picture.evaluate((img) => img instanceof HTMLImageElement && img.complete && img.naturalWidth > 0))
      .toBe(true)
    const place = await picture.boundingBox()
    if (place === null) throw new Error('the picture has no place on the page')
    const { from, to, label } = cornersOf(n)
    await page.getByRole('radio', { name: label, exact: true }).click({ force: true })
    const at = ([x, y]: [number, number]) => ({
      x: Math.round(place.x + x * place.width),
      y: Math.round(place.y + y * place.height),
    })
    await page.mouse.move(at(from).x, at(from).y)
    await page.mouse.down()
    await page.mouse.move((at(from).x + at(to).x) / 2, (at(from).y + at(to).y) / 2)
    await page.mouse.move(at(to).x, at(to).y)
    await page.mouse.up()
    await expect(page.getByRole('heading', { name: 'Boxes 1' })).toBeVisible()
    const size = await picture.evaluate((img) =>
      img instanceof HTMLImageElement ? [img.naturalWidth, img.naturalHeight] : [0, 0],
    )
    const [scaleX, scaleY] = [(size[0] ?? 0) / place.width, (size[1] ?? 0) / place.height]
    pictures.push({
      size,
      boxes: [
        {
          label,
          x: (at(from).x - place.x) * scaleX,
          y: (at(from).y - place.y) * scaleY,
          width: (at(to).x - at(from).x) * scaleX,
          height: (at(to).y - at(from).y) * scaleY,
        },
      ],
    })
    await page.keyboard.press('Enter')
  }
  await expectSaved(page)
  return pictures
}

/** Draws one box of 60 by 40 pixels of the picture without touching the mouse, and submits. */
export async function drawBoxByKeys(page: Page, n: number): Promise<void> {
  await nthTask(page, n)
  await page.keyboard.press('b')
  await page.keyboard.press('Enter')
  for (let tens = 0; tens < 6; tens++) await page.keyboard.press('Shift+ArrowRight')
  for (let tens = 0; tens < 4; tens++) await page.keyboard.press('Shift+ArrowDown')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Boxes 1' })).toBeVisible()
  await page.keyboard.press('Enter')
}

/** Hears each recording begin, types a transcript, submits by key. */
export async function transcribe(page: Page, count: number, textOf: (n: number) => string): Promise<string[]> {
  const texts: string[] = []
  for (let n = 1; n <= count; n++) {
    await nthTask(page, n)
    await expect.poll(() => secondsPlayed(page)).toBeGreaterThan(0.2)
    const text = textOf(n)
    await page.getByRole('textbox', { name: 'Transcript' }).fill(text)
    await page.keyboard.press('ControlOrMeta+Enter')
    texts.push(text)
  }
  await expectSaved(page)
  return texts
}
