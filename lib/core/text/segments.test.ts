import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Box, iou } from '@/lib/core/boxes/box'
import { f1At, softF1 } from '@/lib/core/boxes/box-scores'
import { assertLength, segmentF1At, segmentIou, segmentSoftF1, type TimedSegment } from './segments'

const segment = (start: number, end: number): TimedSegment => ({ start, end })
const anySegment = fc
  .tuple(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 1, max: 20 }))
  .map(([start, length]) => segment(start / 4, (start + length) / 4))
const segments = fc.array(anySegment, { maxLength: 6 })
const asBox = ({ start, end }: TimedSegment): Box => ({ x: start, y: 0, width: end - start, height: 1 })

test('one-dimensional IoU is shared time over joint time; touching counts as apart', () => {
  expect(segmentIou(segment(0.5, 2), segment(1, 3))).toBeCloseTo(1 / 2.5, 15)
  expect(segmentIou(segment(0, 1), segment(1, 2))).toBe(0)
  // 0.1 + 0.2 reaches past 0.3 in doubles.
  expect(segmentIou(segment(0, 0.1 + 0.2), segment(0.3, 2))).toBe(0)
})

test('segment scores are those of boxes of height 1 (two implementations)', () => {
  fc.assert(
    fc.property(segments, segments, (a, b) => {
      for (const [i, first] of a.entries()) {
        const second = b[i]
        if (second) expect(segmentIou(first, second)).toBeCloseTo(iou(asBox(first), asBox(second)), 12)
      }
      expect(segmentSoftF1(a, b)).toBeCloseTo(softF1(a.map(asBox), b.map(asBox)), 12)
      expect(segmentF1At(0.5, a, b)).toBe(f1At(0.5, a.map(asBox), b.map(asBox)))
    }),
  )
})

test('one long segment cut in two matches the longer half', () => {
  // IoU 0.6 and 0.4 with the whole; one of them is taken: 2 · 0.6 / 3.
  expect(segmentSoftF1([segment(0, 10)], [segment(0, 4), segment(4, 10)])).toBeCloseTo(0.4, 12)
  expect(segmentF1At(0.5, [segment(0, 10)], [segment(0, 4), segment(4, 10)])).toBeCloseTo(2 / 3, 12)
})

test('both without segments count 1, one of them 0; order and side change nothing', () => {
  expect(segmentSoftF1([], [])).toBe(1)
  expect(segmentSoftF1([], [segment(0, 1)])).toBe(0)
  fc.assert(
    fc.property(segments, segments, (a, b) => {
      expect(segmentSoftF1(a, a.toReversed())).toBe(1)
      expect(segmentSoftF1(a, b)).toBeCloseTo(segmentSoftF1(b.toReversed(), a), 12)
    }),
  )
})

test('a segment that does not end after its start is refused', () => {
  expect(() => assertLength([segment(0, 1), segment(2, 2)])).toThrow(/Segment 2/)
})
