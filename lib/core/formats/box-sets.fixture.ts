import fc from 'fast-check'
import type { BoxSet } from './boxed-images'
import type { FormatFile } from './format-file'

export function counting() {
  const counts: Record<string, number> = {}
  const count = (what: string, by = 1) => {
    counts[what] = (counts[what] ?? 0) + by
  }
  return { counts, count }
}
export const uncounted = { count: () => {} }
export const parsed = (files: readonly FormatFile[]): unknown => JSON.parse(files[0]?.data ?? '')

/** Hundredths of a pixel: what a person draws and a file writes. */
const hundredths = (least: number, most: number) =>
  fc.integer({ min: least * 100, max: most * 100 }).map((value) => value / 100)
const label = fc.constantFrom('cat', 'dog', 'naïve & <b>"x"', '人', 'with: colon # hash', "it's")
const box = fc.record({
  label,
  x: hundredths(0, 300),
  y: hundredths(0, 200),
  width: hundredths(1, 300),
  height: hundredths(1, 200),
})
const annotators = ['ada', 'ben']
const images = (most: number) =>
  fc.array(fc.array(fc.array(box, { maxLength: 4 }), { minLength: 1, maxLength: most }), { maxLength: 4 })
export const sets = (most: number): fc.Arbitrary<BoxSet> =>
  images(most).map((answers) => ({
    categories: ['cat', 'dog', 'naïve & <b>"x"', '人', 'with: colon # hash', "it's"],
    images: answers.map((own, index) => ({
      file: `photos/${index}.jpg`,
      width: 641,
      height: 479,
      answers: own.map((boxes, place) => ({ annotator: most === 1 ? '' : (annotators[place] ?? ''), boxes })),
    })),
  }))
