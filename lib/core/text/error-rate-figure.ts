import { assembleFigure } from '@/lib/core/agreement/assemble-figure'
import type { Figure, Unit } from '@/lib/core/agreement/figure'
import { defined, type Estimator, undefinedFor } from '@/lib/core/agreement/outcome'
import { annotatorsOf, type PairResult, pairableUnits } from '@/lib/core/pair-scores/annotator-pairs'
import { type Average, bootstrapOf, type FigureOptions } from '@/lib/core/pair-scores/figure-options'
import { errorFraction } from './text-scores'

/** One text against the reference of its item. */
interface ScoredText {
  annotator: string
  edits: number
  n_reference: number
}

/**
 * Error rate of every text against the text of `reference` on the same item. Pooled by default, Σ edits / Σ reference lengths; macro is
 * the mean over texts. Items without the reference, or with it alone, stay out.
 */
export function errorRateFigure(
  units: readonly Unit<number[]>[],
  reference: string | undefined,
  options: FigureOptions & { method: string },
): Figure {
  const average = options.average ?? 'micro'
  const scored = pairableUnits(units).flatMap((unit) => {
    const truth = unit.ratings.find((rating) => rating.annotator === reference)
    return truth ? [{ ratings: unit.ratings.length, texts: scoreTexts(unit, truth) }] : []
  })
  const texts = scored.flatMap((item) => item.texts)
  const figure = assembleFigure(
    {
      estimate: rateOf(
        scored.map((item) => item.texts),
        average,
      ),
      weight: new Float64Array(scored.length).fill(1),
      n_items: scored.length,
      n_annotators: annotatorsOf(units).length,
      n_pairable: scored.reduce((sum, item) => sum + item.ratings, 0),
      method: `${options.method}; ${average === 'micro' ? 'Σ edits / Σ reference lengths' : 'mean over texts'}`,
      details: { edits: total(texts, 'edits'), n_reference: total(texts, 'n_reference') },
    },
    bootstrapOf(options),
  )
  if (!options.pairs || reference === undefined) return figure
  const pairs = [...new Set(texts.map((text) => text.annotator))].sort().map((annotator): PairResult => {
    const own = scored.map((item) => item.texts.filter((text) => text.annotator === annotator))
    const items = own.filter((item) => item.length > 0)
    const { value } = rateOf(items, average)(new Float64Array(items.length).fill(1))
    return { annotators: [reference, annotator], value, n_items: items.length }
  })
  return { ...figure, details: { ...figure.details, pairs } }
}

function scoreTexts(unit: Unit<number[]>, truth: { annotator: string; value: number[] }): ScoredText[] {
  return unit.ratings
    .filter((rating) => rating.annotator !== truth.annotator)
    .map((rating) => {
      const { numerator, denominator } = errorFraction(truth.value, rating.value)
      return { annotator: rating.annotator, edits: numerator, n_reference: denominator }
    })
}

function rateOf(items: ScoredText[][], average: Average): Estimator {
  const sums = items.map((texts) =>
    average === 'micro'
      ? { above: total(texts, 'edits'), below: total(texts, 'n_reference') }
      : { above: texts.reduce((sum, text) => sum + rate(text.edits, text.n_reference), 0), below: texts.length },
  )
  return (weight) => {
    let above = 0
    let below = 0
    let items = 0
    weight.forEach((times, index) => {
      above += times * (sums[index]?.above ?? 0)
      below += times * (sums[index]?.below ?? 0)
      items += times
    })
    return items === 0 ? undefinedFor('no-reference') : defined(rate(above, below))
  }
}

/** Against an empty reference the rate is the number of insertions. */
function rate(edits: number, length: number): number {
  return length === 0 ? edits : edits / length
}

function total(texts: ScoredText[], what: 'edits' | 'n_reference'): number {
  return texts.reduce((sum, text) => sum + text[what], 0)
}
