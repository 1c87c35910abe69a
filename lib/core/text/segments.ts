import { maximumWeightMatching, positiveEdges } from '@/lib/core/boxes/assignment'
import { THRESHOLD_SLACK } from '@/lib/core/boxes/box-scores'
import { AppError } from '@/lib/core/errors'
import { type Fraction, ratio } from '@/lib/core/pair-scores/fraction'

/** A stretch of time in seconds, `start` < `end`. */
export interface TimedSegment {
  start: number
  end: number
}

/** Rounding is far below this share of a segment, a marked overlap far above. */
const TOUCHING = 1e-10

/** Overlap of two stretches of time over their union, 0 (apart or touching) to 1 (same). */
export function segmentIou(a: TimedSegment, b: TimedSegment): number {
  const shared = Math.min(a.end, b.end) - Math.max(a.start, b.start)
  if (shared <= TOUCHING * Math.min(a.end - a.start, b.end - b.start)) return 0
  return shared / (Math.max(a.end, b.end) - Math.min(a.start, b.start))
}

/** Boundary agreement: 2 Σ IoU / (n_a + n_b) over the one-to-one matching of greatest Σ IoU. Both empty 1, one empty 0. */
export function segmentSoftF1(a: readonly TimedSegment[], b: readonly TimedSegment[]): number {
  return ratio(segmentSoftF1Fraction(a, b), 1)
}

/** 2 TP / (n_a + n_b), TP by a maximum-cardinality matching among the pairs with IoU ≥ threshold. Both empty 1, one empty 0. */
export function segmentF1At(threshold: number, a: readonly TimedSegment[], b: readonly TimedSegment[]): number {
  return ratio(segmentF1Fraction(threshold, a, b), 1)
}

export function segmentSoftF1Fraction(a: readonly TimedSegment[], b: readonly TimedSegment[]): Fraction {
  const matched = maximumWeightMatching(positiveEdges(a.length, b.length, overlapOf(a, b)))
  return { numerator: 2 * matched.reduce((sum, edge) => sum + edge.weight, 0), denominator: a.length + b.length }
}

export function segmentF1Fraction(threshold: number, a: readonly TimedSegment[], b: readonly TimedSegment[]): Fraction {
  const overlap = overlapOf(a, b)
  const edges = positiveEdges(a.length, b.length, (i, j) => {
    const shared = overlap(i, j)
    return shared > 0 && shared >= threshold - THRESHOLD_SLACK ? 1 : 0
  })
  return { numerator: 2 * maximumWeightMatching(edges).length, denominator: a.length + b.length }
}

/** @throws AppError `invalid-content` where a segment has no length or a time is no finite number. */
export function assertLength(segments: readonly TimedSegment[]): void {
  for (const [index, { start, end }] of segments.entries()) {
    if (!Number.isFinite(start) || !Number.isFinite(end) || end <= start) {
      throw new AppError('invalid-content', `Segment ${index + 1}: give a start (${start}) before its end (${end}).`)
    }
  }
}

function overlapOf(a: readonly TimedSegment[], b: readonly TimedSegment[]): (i: number, j: number) => number {
  return (i, j) => {
    const first = a[i]
    const second = b[j]
    return first && second ? segmentIou(first, second) : 0
  }
}
