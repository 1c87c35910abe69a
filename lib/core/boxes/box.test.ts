import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { assertArea, type Box, iou, normaliseDrag } from './box'

const box = (x: number, y: number, width: number, height: number): Box => ({ x, y, width, height })
const side = fc.double({ min: 0.5, max: 500, noNaN: true })
const place = fc.double({ min: -500, max: 500, noNaN: true })
const anyBox = fc.record({ x: place, y: place, width: side, height: side })

describe('iou', () => {
  test('is the shared area over the joint area', () => {
    // By hand: 5 × 5 shared, 100 + 100 − 25 joint.
    expect(iou(box(0, 0, 10, 10), box(5, 5, 10, 10))).toBeCloseTo(25 / 175, 15)
    // pycocotools 2.0.11: mask.iou([[266, 594, 110, 131]], [[247, 537, 83, 192]], [0]) on two real annotators of one image.
    expect(iou(box(266, 594, 110, 131), box(247, 537, 83, 192))).toBeCloseTo(0.38175029596575905, 12)
  })

  test('counts touching edges as apart, also where rounding makes them overlap', () => {
    expect(iou(box(0, 0, 10, 10), box(10, 0, 10, 10))).toBe(0)
    expect(0.1 + 0.2).toBeGreaterThan(0.3)
    expect(iou(box(0.1, 0, 0.2, 1), box(0.3, 0, 1, 1))).toBe(0)
  })

  test('boxes whose area is no number any more overlap like their small likenesses', () => {
    for (const scale of [1e200, 1e-200]) {
      expect(iou(box(0, 0, scale, scale), box(0, 0, scale, scale))).toBe(1)
      expect(iou(box(0, 0, 10 * scale, 10 * scale), box(5 * scale, 5 * scale, 10 * scale, 10 * scale))).toBeCloseTo(
        25 / 175,
        15,
      )
      expect(iou(box(0, 0, scale, scale), box(2 * scale, 0, scale, scale))).toBe(0)
    }
  })

  test('is symmetric, within [0, 1], and exactly 1 on the same box', () => {
    fc.assert(
      fc.property(anyBox, anyBox, (a, b) => {
        expect(iou(a, a)).toBe(1)
        expect(iou(a, b)).toBe(iou(b, a))
        expect(iou(a, b)).toBeGreaterThanOrEqual(0)
        expect(iou(a, b)).toBeLessThanOrEqual(1)
      }),
    )
  })
})

test('a drag to the left and upwards is the same box', () => {
  expect(normaliseDrag(box(10, 20, -4, -8))).toEqual(box(6, 12, 4, 8))
})

test.each([box(0, 0, 0, 5), box(0, 0, 5, -1), box(Number.NaN, 0, 5, 5)])('a box without area is refused: %o', (bad) => {
  expect(() => assertArea([box(0, 0, 1, 1), bad])).toThrow(/Box 2/)
})
