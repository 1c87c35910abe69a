import { annotatorsOf, byText } from '@/lib/core/pair-scores/annotator-pairs'
import { assembleFigure } from './assemble-figure'
import type { IntervalKind } from './bootstrap'
import type { KnownDistances } from './distance-memory'
import {
  type ExpectedDistance,
  exactExpectation,
  fixedExpectation,
  type NamedValues,
  sampledExpectation,
} from './expected-distance'
import type { Figure, Unit } from './figure'
import { defined, type Estimator, undefinedFor } from './outcome'

export interface DistanceOptions {
  /** Decides the pairs sampled for the expected distance and the bootstrap; 1 unless given. */
  seed?: number
  /** Resamples of the bootstrap over items; 0 unless given. */
  bootstrap?: number
  interval?: IntervalKind
  /** The distance that chance gives, where it is known (½ for the Kendall distance of random orders), instead of the observed values' own. */
  expected?: number
  /** Distances that were worked out before; it decides nothing but the time. */
  known?: KnownDistances
}

/** Up to this many pairable annotations every pair is compared. */
const EXACT_ANNOTATIONS = 2_000

/**
 * Krippendorff's alpha for any distance (Krippendorff 2011; the distance d in [0, 1], 0 on equal values, stands for δ² as it is, not squared again):
 * alpha = 1 − D_o/D_e, D_o = (1/n) Σ_u Σ_{ordered pairs} d/(m_u − 1), D_e the mean distance over all n(n − 1) ordered pairs of pairable annotations,
 * those of the same unit included. Past 2,000 annotations D_e is estimated from 100,000 pairs drawn by the seed and the names of items and annotators, so
 * that one annotation more changes few of the pairs; its error in `details.expected_se`.
 * Undefined without a unit rated twice (no-pairable-values) and where no two annotations differ (no-variation).
 */
export function alphaByDistance<Value>(
  units: Unit<Value>[],
  distance: (a: Value, b: Value) => number,
  options: DistanceOptions = {},
): Figure {
  const seed = options.seed ?? 1
  const { units: pairable, names } = inFixedOrder(units)
  const sizes = Float64Array.from(pairable, (ratings) => ratings.length)
  const n = sizes.reduce((sum, size) => sum + size, 0)
  const between = betweenOf(pairable, distance, options.known)
  const observed = Float64Array.from(pairable, (ratings) => unitDistance(ratings, between))
  const within = observed.map((sum, unit) => sum * ((sizes[unit] ?? 0) - 1))
  const expectation = expectedOf({ units: pairable, names }, within, distance, { ...options, seed })
  const { expected } = expectation

  const estimate: Estimator = (weight) => {
    let ratings = 0
    let sum = 0
    weight.forEach((times, unit) => {
      ratings += times * (sizes[unit] ?? 0)
      sum += times * (observed[unit] ?? 0)
    })
    if (ratings === 0) return undefinedFor('no-pairable-values')
    const chance = expected(weight)
    return chance === 0 ? undefinedFor('no-variation') : defined(1 - sum / ratings / chance)
  }

  const weight = new Float64Array(pairable.length).fill(1)
  return assembleFigure(
    {
      estimate,
      weight,
      n_items: pairable.length,
      n_annotators: annotatorsOf(units).length,
      n_pairable: n,
      method: `Krippendorff's alpha (2011) with a distance, expected distance ${expectation.method}`,
      notes: expectation.notes,
      details:
        n === 0
          ? {}
          : {
              observed_distance: observed.reduce((a, b) => a + b, 0) / n,
              expected_distance: expected(weight),
              ...expectation.details,
            },
    },
    { bootstrap: options.bootstrap ?? 0, seed, interval: options.interval ?? 'percentile' },
  )
}

function expectedOf<Value>(
  named: NamedValues<Value>,
  within: Float64Array,
  distance: (a: Value, b: Value) => number,
  { seed, expected, known }: DistanceOptions & { seed: number },
): ExpectedDistance {
  if (expected !== undefined) return fixedExpectation(expected)
  return named.names.length <= EXACT_ANNOTATIONS
    ? exactExpectation(named.units, distance, known)
    : sampledExpectation(named, within, distance, seed, known)
}

/** The values of units rated at least twice, by the text of item and annotator, so that the order of lines decides nothing. */
function inFixedOrder<Value>(units: Unit<Value>[]): NamedValues<Value> {
  const sorted = units
    .filter(({ ratings }) => ratings.length >= 2)
    .toSorted((a, b) => byText(a.item, b.item))
    .map(({ item, ratings }) => ({ item, ratings: ratings.toSorted((a, b) => byText(a.annotator, b.annotator)) }))
  return {
    units: sorted.map(({ ratings }) => ratings.map(({ value }) => value)),
    names: sorted.flatMap(({ item, ratings }) => ratings.map(({ annotator }) => JSON.stringify([item, annotator]))),
  }
}

/** The distance; with what is known, of values that were numbered for it. */
function betweenOf<Value>(
  units: Value[][],
  distance: (a: Value, b: Value) => number,
  known: KnownDistances | undefined,
): (a: Value, b: Value) => number {
  if (known === undefined) return distance
  const values = units.flat()
  const ids = known.idsOf(values)
  const idOf = new Map(values.map((value, place) => [value, ids[place] ?? 0]))
  return (a, b) => known.between(idOf.get(a) ?? 0, idOf.get(b) ?? 0, () => distance(a, b))
}

/** Σ over ordered pairs d / (m − 1). */
function unitDistance<Value>(ratings: Value[], distance: (a: Value, b: Value) => number): number {
  let sum = 0
  ratings.forEach((a, place) => {
    for (const b of ratings.slice(place + 1)) sum += distance(a, b)
  })
  return (2 * sum) / (ratings.length - 1)
}
