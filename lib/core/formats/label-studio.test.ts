import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { counting, parsed, sets, uncounted } from './box-sets.fixture'
import { inOrder } from './boxed-images'
import { readCoco, writeCoco } from './coco'
import { readLabelStudioBoxes, writeLabelStudioBoxes } from './label-studio'
import { percentOf, pixelsOf } from './percent'

describe('Label Studio', () => {
  const percent = fc.oneof(
    fc.double({ min: 0.001, max: 100, noNaN: true, noDefaultInfinity: true }),
    fc.integer({ min: 1, max: 1e8 }).map((millionths) => millionths / 1e6),
    fc
      .tuple(fc.integer({ min: 1, max: 900 }), fc.integer({ min: 1, max: 900 }))
      .map(([drawn, shown]) => (drawn / (drawn + shown)) * 100),
  )
  const side = fc.integer({ min: 1, max: 12_000 })

  test('percentages come back exactly, by way of pixels and of COCO', () => {
    fc.assert(
      fc.property(fc.record({ x: percent, y: percent, width: percent, height: percent }), side, side, (place, w, h) => {
        const region = {
          id: 'r',
          type: 'rectanglelabels',
          original_width: w,
          original_height: h,
          value: { ...place, rotation: 0, rectanglelabels: ['cat'] },
        }
        const tasks = [{ id: 1, data: { image: 'a.jpg' }, annotations: [{ completed_by: 7, result: [region] }] }]
        const read = readLabelStudioBoxes(tasks, uncounted)
        const byCoco = readCoco(parsed(writeCoco(read, uncounted)), uncounted)
        for (const set of [read, byCoco]) {
          const [task] = Object(parsed(writeLabelStudioBoxes(set, uncounted)))
          expect(task.annotations[0].result[0].value).toEqual(region.value)
        }
      }),
      { numRuns: 2000 },
    )
  })

  test('pixels come back exactly', () => {
    fc.assert(
      fc.property(sets(2), (set) => {
        const back = readLabelStudioBoxes(parsed(writeLabelStudioBoxes(set, uncounted)), uncounted)
        expect(back.images).toEqual(inOrder(set).images)
      }),
    )
  })

  test('a percentage is written as short as it was', () => {
    for (const [value, length] of [
      [12.345678, 1919],
      [57.6, 100],
      [23.466666666666665, 451],
    ] as const) {
      expect(percentOf(pixelsOf(value, length), length)).toBe(value)
    }
    expect(pixelsOf(57.6, 100)).toBe(57.6)
  })

  test('a turned box becomes the upright box around it, and what has no place is counted', () => {
    const { counts, count } = counting()
    const size = { original_width: 100, original_height: 200 }
    const value = { x: 50, y: 25, width: 10, height: 10, rotation: 90, rectanglelabels: ['cat', 'pet'] }
    const set = readLabelStudioBoxes(
      [
        {
          data: { image: 'a.jpg' },
          annotations: [
            {
              completed_by: { email: 'ada@example.org' },
              result: [
                { type: 'rectanglelabels', ...size, value },
                { type: 'choices', value: {} },
              ],
            },
            { was_cancelled: true, result: [] },
          ],
          predictions: [{}],
        },
      ],
      { count },
    )
    const [answer] = set.images[0]?.answers ?? []
    expect(answer?.annotator).toBe('ada@example.org')
    expect(answer?.boxes[0]).toMatchObject({ label: 'cat' })
    expect(answer?.boxes[0]?.x).toBeCloseTo(30, 10)
    expect(answer?.boxes[0]?.y).toBeCloseTo(50, 10)
    expect(answer?.boxes[0]?.width).toBeCloseTo(20, 10)
    expect(answer?.boxes[0]?.height).toBeCloseTo(10, 10)
    expect(counts).toEqual({
      'predictions left out': 1,
      'second labels of boxes left out': 1,
      'rotated boxes became the upright box around them': 1,
      'regions of type choices left out': 1,
      'skipped annotations left out': 1,
    })
  })
})
