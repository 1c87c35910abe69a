import type { Figures, Unit } from '@/lib/core/agreement/figure'
import type { MeasureOptions } from '@/lib/core/task-type'
import { textFigures } from '@/lib/core/text/text-figures'
import { unitOf } from './distance'
import type { Answer, Config } from './schema'

/** Alpha on the edit distance in the project's unit first; similarity by words and characters, and times where there are any, beside it. */
export function measures(units: Unit<Answer>[], config: Config, options: MeasureOptions): Figures {
  const texts = units.flatMap(({ ratings }) => ratings.map(({ value }) => value.text))
  return textFigures(units, { ...options, distance: unitOf(texts, config) })
}
