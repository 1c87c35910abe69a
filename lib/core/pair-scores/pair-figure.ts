import { assembleFigure } from '@/lib/core/agreement/assemble-figure'
import type { ItemSums } from '@/lib/core/agreement/distance-memory'
import type { Figure, Reason, Unit } from '@/lib/core/agreement/figure'
import { defined, type Estimator, undefinedFor } from '@/lib/core/agreement/outcome'
import { annotatorsOf, type PairResult, pairableUnits, unitsByPair } from './annotator-pairs'
import { type Average, bootstrapOf, type FigureOptions } from './figure-options'
import type { Fraction } from './fraction'

/** A score of two answers to one item. */
export interface PairMeasure<Value> {
  score(a: Value, b: Value): Fraction
  /** The fraction as a number; null where it is undefined. Also reads fractions pooled over pairs. */
  read(fraction: Fraction): number | null
  /** Why the figure is null when no pair is defined. */
  undefinedReason: Reason
  /** Formula and source. */
  method: string
}

/**
 * The mean of a score over all pairs of annotators of an item, then over items (macro), or pooled over all pairs (micro).
 * `details.undefined_pairs` counts the pairs without a value, which a macro mean leaves out.
 */
export function pairFigure<Value>(
  units: readonly Unit<Value>[],
  measure: PairMeasure<Value>,
  options: FigureOptions,
): Figure {
  const average = options.average ?? 'macro'
  const pairable = pairableUnits(units)
  const { memory } = options
  const sums = pairable.map((unit) => {
    const work = () => sumsOf(unit, measure, average)
    const answers = unit.ratings.map(({ value }) => value)
    return memory ? memory.sumsOf(`${measure.method}; ${average}`, answers, work) : work()
  })
  const figure = assembleFigure(
    {
      estimate: ratioOfSums(sums, measure, average),
      weight: new Float64Array(pairable.length).fill(1),
      n_items: pairable.length,
      n_annotators: annotatorsOf(units).length,
      n_pairable: pairable.reduce((sum, unit) => sum + unit.ratings.length, 0),
      method: `${measure.method}; ${averageSentences[average]}`,
      details: { undefined_pairs: sums.reduce((sum, unit) => sum + unit.undefinedPairs, 0) },
    },
    bootstrapOf(options),
  )
  if (!options.pairs) return figure
  return { ...figure, details: { ...figure.details, pairs: pairResults(units, measure, average) } }
}

const averageSentences: Record<Average, string> = {
  macro: 'mean over the pairs of annotators of an item, then over items',
  micro: 'pooled over all pairs of annotators',
}

function sumsOf<Value>(unit: Unit<Value>, measure: PairMeasure<Value>, average: Average): ItemSums {
  let numerator = 0
  let denominator = 0
  let mean = 0
  let pairs = 0
  let undefinedPairs = 0
  for (const [place, first] of unit.ratings.entries()) {
    for (const second of unit.ratings.slice(place + 1)) {
      const fraction = measure.score(first.value, second.value)
      const value = measure.read(fraction)
      pairs += 1
      numerator += fraction.numerator
      denominator += fraction.denominator
      mean += value ?? 0
      undefinedPairs += value === null ? 1 : 0
    }
  }
  if (average === 'micro') return { numerator, denominator, pairs, undefinedPairs }
  const definedPairs = pairs - undefinedPairs
  const share =
    definedPairs === 0 ? { numerator: 0, denominator: 0 } : { numerator: mean / definedPairs, denominator: 1 }
  return { ...share, pairs, undefinedPairs }
}

function ratioOfSums<Value>(sums: ItemSums[], measure: PairMeasure<Value>, average: Average): Estimator {
  return (weight) => {
    const total = { numerator: 0, denominator: 0, pairs: 0 }
    weight.forEach((times, index) => {
      total.numerator += times * (sums[index]?.numerator ?? 0)
      total.denominator += times * (sums[index]?.denominator ?? 0)
      total.pairs += times * (sums[index]?.pairs ?? 0)
    })
    if (total.pairs === 0) return undefinedFor('no-pairable-values')
    const macro = total.denominator === 0 ? null : total.numerator / total.denominator
    const value = average === 'macro' ? macro : measure.read(total)
    return value === null ? undefinedFor(measure.undefinedReason) : defined(value)
  }
}

function pairResults<Value>(
  units: readonly Unit<Value>[],
  measure: PairMeasure<Value>,
  average: Average,
): PairResult[] {
  return unitsByPair(units).map(({ annotators, units: shared }) => {
    const sums = shared.map((unit) => sumsOf(unit, measure, average))
    const { value } = ratioOfSums(sums, measure, average)(new Float64Array(sums.length).fill(1))
    return { annotators, value, n_items: shared.length }
  })
}
