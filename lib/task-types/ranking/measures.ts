import type { Figures, Unit } from '@/lib/core/agreement/figure'
import { rankingFigures } from '@/lib/core/ranking/ranking-figures'
import type { MeasureOptions } from '@/lib/core/task-type'
import { ranksOf } from './distance'
import type { Answer } from './schema'

/** Alpha with Kendall's distance, Kendall's W, tau-b and Spearman over the responses of each task. */
export function rankingMeasures(units: Unit<Answer>[], options: MeasureOptions): Figures {
  const ranked = units.map(({ item, ratings }) => ({
    item,
    ratings: ratings.map(({ annotator, value }) => ({ annotator, value: ranksOf(value) })),
  }))
  const measures = options.measures ?? ['krippendorff-alpha', 'kendall-w', 'kendall-tau-b', 'spearman']
  return rankingFigures(ranked, { ...options, measures })
}
