import { alphaByDistance } from '@/lib/core/agreement/alpha-by-distance'
import type { Figures, Unit } from '@/lib/core/agreement/figure'
import type { MeasureOptions } from '@/lib/core/task-type'
import { boxDistance } from './distance'
import type { Answer, Config } from './schema'

export function measures(units: Unit<Answer>[], _config: Config, options: MeasureOptions): Figures {
  return { 'krippendorff-alpha': alphaByDistance(units, boxDistance, options) }
}
