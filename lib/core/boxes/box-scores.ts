import { type Fraction, ratio } from '@/lib/core/pair-scores/fraction'
import { maximumWeightMatching, positiveEdges } from './assignment'
import type { Box } from './box'
import { type BoxOptions, matchBoxes, overlapOf, sumOfIou } from './match-boxes'

/** Overlaps this close below a threshold reach it: 0.5 worked out in doubles may come as 0.49999999999999994. */
export const THRESHOLD_SLACK = 1e-9

/** Soft F1 = 2 Σ IoU / (n_a + n_b) over the matching of greatest Σ IoU. Both empty 1, one empty 0. Symmetric, in [0, 1]. */
export function softF1(a: readonly Box[], b: readonly Box[], options: BoxOptions = {}): number {
  return ratio(softF1Fraction(a, b, options), 1)
}

/** F1 at an IoU threshold, 2 TP / (n_a + n_b). Both empty 1, one empty 0. */
export function f1At(threshold: number, a: readonly Box[], b: readonly Box[], options: BoxOptions = {}): number {
  return ratio(f1Fraction(threshold, a, b, options), 1)
}

export function softF1Fraction(a: readonly Box[], b: readonly Box[], options: BoxOptions = {}): Fraction {
  return { numerator: 2 * sumOfIou(a, b, options), denominator: a.length + b.length }
}

/**
 * TP is the size of a *maximum-cardinality* matching among the pairs with IoU ≥ threshold (inclusive). Greedy matching, or the
 * pairs above the threshold of the matching of greatest sum, may find fewer.
 */
export function f1Fraction(
  threshold: number,
  a: readonly Box[],
  b: readonly Box[],
  options: BoxOptions = {},
): Fraction {
  const overlap = overlapOf(a, b, options)
  const edges = positiveEdges(a.length, b.length, (i, j) => reaches(overlap(i, j), threshold))
  return { numerator: 2 * maximumWeightMatching(edges).length, denominator: a.length + b.length }
}

/** Σ IoU / max(n_a, n_b): every box without a partner counts as 0. Both empty 1. */
export function penalisedIouFraction(a: readonly Box[], b: readonly Box[], options: BoxOptions = {}): Fraction {
  return { numerator: sumOfIou(a, b, options), denominator: Math.max(a.length, b.length) }
}

/** Σ IoU / number of matches: how tightly what both saw is drawn. Undefined (denominator 0) without a match. */
export function matchedIouFraction(a: readonly Box[], b: readonly Box[], options: BoxOptions = {}): Fraction {
  const pairs = matchBoxes(a, b, options)
  return { numerator: pairs.reduce((sum, pair) => sum + pair.iou, 0), denominator: pairs.length }
}

/** Share of equal labels among the class-agnostic matches with IoU ≥ .5: 'what', apart from 'where'. Undefined without such a match. */
export function labelAgreementFraction(a: readonly Box[], b: readonly Box[]): Fraction {
  const pairs = matchBoxes(a, b, { classAgnostic: true }).filter((pair) => reaches(pair.iou, 0.5) === 1)
  const equal = pairs.filter((pair) => a[pair.a]?.label === b[pair.b]?.label)
  return { numerator: equal.length, denominator: pairs.length }
}

function reaches(overlap: number, threshold: number): 0 | 1 {
  return overlap > 0 && overlap >= threshold - THRESHOLD_SLACK ? 1 : 0
}
