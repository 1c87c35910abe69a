import 'server-only'
import type { Figures } from '@/lib/core/agreement/figure'
import { taskTypeOf } from '@/lib/task-types/registry'
import { type AnswerColumns, unitsOfColumns } from './answer-columns'
import { type DistanceAlphas, distanceAlphas } from './distance-alphas'

interface Rating {
  annotator: string
  value: unknown
  timeSpentMs: number
}

export interface AnsweredTask {
  taskId: string
  batchId: string
  ratings: Rating[]
  gold: unknown
}

/** What is asked of a measuring thread; plain data, so that it can be sent. */
export interface MeasureQuestion {
  taskType: string
  /** As stored, before the type's schema read it. */
  config: unknown
  bootstrap: number
  /** Also the alphas with answers left out, for types whose answers are no categories. */
  alphas?: boolean
}

export interface Measured {
  figures: Figures
  alphas: DistanceAlphas | null
}

export function measured({ taskType, config, bootstrap, alphas }: MeasureQuestion, columns: AnswerColumns): Measured {
  const spec = taskTypeOf(taskType)
  const parsed: unknown = spec.config.parse(config)
  const units = unitsOfColumns(columns)
  return {
    figures: spec.measures(units, parsed, { bootstrap, seed: 1 }),
    alphas: alphas ? distanceAlphas(spec, parsed, units) : null,
  }
}
