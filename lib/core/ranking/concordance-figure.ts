import { assembleFigure } from '@/lib/core/agreement/assemble-figure'
import type { Figure, Unit } from '@/lib/core/agreement/figure'
import { defined, type Outcome, undefinedFor } from '@/lib/core/agreement/outcome'
import { annotatorsOf, pairableUnits, unitsByPair } from '@/lib/core/pair-scores/annotator-pairs'
import { bootstrapOf, type FigureOptions } from '@/lib/core/pair-scores/figure-options'
import { kendallW } from './kendall-w'
import type { Ranks } from './ranks'

/**
 * Kendall's W of each item, then the mean over items. Items whose annotators did not all rank the same responses are left out and counted
 * in `details.dropped`, those where everyone ties everything in `details.undefined_items`.
 */
export function concordanceFigure(units: readonly Unit<Ranks>[], options: FigureOptions): Figure {
  const items = pairableUnits(units).map((unit) => ({
    ratings: unit.ratings.length,
    w: kendallW(unit.ratings.map((rating) => rating.value)),
  }))
  const values = items.flatMap(({ ratings, w }) => (w.value === null ? [] : [{ ratings, value: w.value }]))
  const dropped = items.filter(({ w }) => w.reason === 'incomplete-rankings').length
  const tied = items.filter(({ w }) => w.reason === 'tied-rankings').length
  const nothing: Outcome = undefinedFor(reasonFor(dropped, tied))
  const figure = assembleFigure(
    {
      estimate: (weight) => {
        let sum = 0
        let n = 0
        weight.forEach((times, index) => {
          sum += times * (values[index]?.value ?? 0)
          n += times
        })
        return n === 0 ? nothing : defined(sum / n)
      },
      weight: new Float64Array(values.length).fill(1),
      n_items: values.length,
      n_annotators: annotatorsOf(units).length,
      n_pairable: values.reduce((sum, item) => sum + item.ratings, 0),
      method: "Kendall's W with mid-ranks and correction for ties (Kendall & Smith 1939), mean over items",
      notes:
        dropped > 0 ? [`Items left out because their annotators did not all rank the same responses: ${dropped}.`] : [],
      details: { dropped, undefined_items: tied },
    },
    bootstrapOf(options),
  )
  if (!options.pairs) return figure
  const pairs = unitsByPair(units).map(({ annotators, units: shared }) => ({
    annotators,
    value: concordanceFigure(shared, {}).value,
    n_items: shared.length,
  }))
  return { ...figure, details: { ...figure.details, pairs } }
}

function reasonFor(dropped: number, tied: number): 'incomplete-rankings' | 'tied-rankings' | 'no-pairable-values' {
  if (dropped > 0) return 'incomplete-rankings'
  return tied > 0 ? 'tied-rankings' : 'no-pairable-values'
}
