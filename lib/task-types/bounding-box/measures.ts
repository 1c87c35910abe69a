import type { Figures, Unit } from '@/lib/core/agreement/figure'
import { boxFigures } from '@/lib/core/boxes/box-figures'
import type { MeasureOptions } from '@/lib/core/task-type'
import type { Answer, Config } from './schema'

/** F1 at IoU ≥ .5 first, then alpha with 1 − soft F1 and the rest of the box measures. */
export function measures(units: Unit<Answer>[], _config: Config, options: MeasureOptions): Figures {
  const boxes = units.map(({ item, ratings }) => ({
    item,
    ratings: ratings.map(({ annotator, value }) => ({ annotator, value: value.boxes })),
  }))
  return boxFigures(boxes, options)
}
