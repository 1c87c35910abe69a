import type { Figure, Figures, Unit } from '@/lib/core/agreement/figure'
import { alphaFigure } from '@/lib/core/pair-scores/alpha-figure'
import { type FigureOptions, thresholdOf, unknownMeasure } from '@/lib/core/pair-scores/figure-options'
import { type Fraction, ratio } from '@/lib/core/pair-scores/fraction'
import { pairFigure } from '@/lib/core/pair-scores/pair-figure'
import { assertArea, type Box } from './box'
import {
  f1At,
  f1Fraction,
  labelAgreementFraction,
  matchedIouFraction,
  penalisedIouFraction,
  softF1,
  softF1Fraction,
} from './box-scores'
import type { BoxOptions } from './match-boxes'

export interface BoxFigureOptions extends FigureOptions, BoxOptions {
  /** What alpha runs on: 1 − `soft-f1` (default) or 1 − `f1@T`. */
  distance?: string
}

/** What is reported where nothing is named, the headline first. */
export const boxMeasures = [
  'f1@0.5',
  'krippendorff-alpha',
  'soft-f1',
  'mean-iou-penalized',
  'mean-iou-matched',
  'label-agreement',
] as const

/**
 * Agreement on the boxes of each image. An image where both annotators drew nothing counts 1 (0 when only one did); the two means over
 * matches are undefined there. The F1 figures carry in `details.class_agnostic` what they would be whatever the labels.
 * @throws AppError `bad-input` for an unknown measure, `invalid-content` for a box without area.
 */
export function boxFigures(units: Unit<Box[]>[], options: BoxFigureOptions = {}): Figures {
  for (const unit of units) for (const rating of unit.ratings) assertArea(rating.value)
  const names = options.measures ?? boxMeasures
  return Object.fromEntries(names.map((name) => [name, boxFigure(name, units, options)]))
}

function boxFigure(name: string, units: Unit<Box[]>[], options: BoxFigureOptions): Figure {
  if (name === 'krippendorff-alpha') return alphaFigure(units, boxDistance(options), options)
  if (name === 'label-agreement') {
    const method = 'Share of equal labels among the matches with IoU ≥ 0.5'
    return overPairs(units, labelAgreementFraction, null, method, { ...options, classAgnostic: true })
  }
  if (name === 'mean-iou-matched')
    return overPairs(units, scored(matchedIouFraction, options), null, 'Σ IoU / matches', options)
  if (name === 'mean-iou-penalized') {
    return overPairs(units, scored(penalisedIouFraction, options), 1, 'Σ IoU / max(n_a, n_b)', options)
  }
  const threshold = thresholdOf(name, 'f1')
  if (threshold === null && name !== 'soft-f1') throw unknownMeasure(name, boxMeasures)
  const score = threshold === null ? softF1Fraction : atThreshold(threshold)
  const method =
    threshold === null ? 'Soft F1 = 2 Σ IoU / (n_a + n_b)' : `F1 of a largest matching at IoU ≥ ${threshold}`
  const figure = overPairs(units, scored(score, options), 1, method, options)
  const anyLabel = { ...options, classAgnostic: true, bootstrap: 0, pairs: false }
  const agnostic = options.classAgnostic ? figure : overPairs(units, scored(score, anyLabel), 1, method, anyLabel)
  return { ...figure, details: { ...figure.details, class_agnostic: agnostic.value } }
}

type Score = (a: readonly Box[], b: readonly Box[], options?: BoxOptions) => Fraction

function atThreshold(threshold: number): Score {
  return (a, b, options) => f1Fraction(threshold, a, b, options)
}

function scored(score: Score, options: BoxOptions): Score {
  const { classAgnostic = false } = options
  return (a, b) => score(a, b, { classAgnostic })
}

function overPairs(
  units: Unit<Box[]>[],
  score: Score,
  whenEmpty: number | null,
  method: string,
  options: BoxFigureOptions,
): Figure {
  const rule = options.classAgnostic ? 'boxes matched whatever their label' : 'IoU of different labels 0'
  const read = (fraction: Fraction) => ratio(fraction, whenEmpty)
  return pairFigure(
    units,
    { score: (a, b) => score(a, b), read, undefinedReason: 'no-matches', method: `${method}, ${rule}` },
    options,
  )
}

function boxDistance(options: BoxFigureOptions): { between(a: Box[], b: Box[]): number; method: string } {
  const { distance = 'soft-f1', classAgnostic = false } = options
  const threshold = thresholdOf(distance, 'f1')
  if (threshold !== null) {
    return { between: (a, b) => 1 - f1At(threshold, a, b, { classAgnostic }), method: `1 − F1 at IoU ≥ ${threshold}` }
  }
  if (distance !== 'soft-f1') throw unknownMeasure(distance, ['soft-f1', 'f1@0.5'])
  return { between: (a, b) => 1 - softF1(a, b, { classAgnostic }), method: '1 − soft F1' }
}
