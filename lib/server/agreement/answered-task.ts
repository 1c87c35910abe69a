import 'server-only'
import type { Figures, Unit } from '@/lib/core/agreement/figure'
import type { AnyTaskType } from '@/lib/core/task-type'
import { taskTypeOf } from '@/lib/task-types/registry'

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

function unitsOf(tasks: readonly AnsweredTask[]): Unit<unknown>[] {
  return tasks.map(({ taskId, ratings }) => ({
    item: taskId,
    ratings: ratings.map(({ annotator, value }) => ({ annotator, value })),
  }))
}

/** The same with one category each; answers without a single category left out. Null for types without categories. */
export function categoryUnits(
  spec: AnyTaskType,
  config: unknown,
  tasks: readonly AnsweredTask[],
): Unit<string>[] | null {
  const { category } = spec
  if (category === null) return null
  return tasks.map(({ taskId, ratings }) => ({
    item: taskId,
    ratings: ratings.flatMap(({ annotator, value }) => {
      const chosen = category.of(value, config)
      return chosen === null ? [] : [{ annotator, value: chosen }]
    }),
  }))
}

/** What is asked of a measuring thread; plain data, so that it can be sent. */
export interface MeasureQuestion {
  taskType: string
  /** As stored, before the type's schema read it. */
  config: unknown
  bootstrap: number
}

export function figuresOf({ taskType, config, bootstrap }: MeasureQuestion, tasks: readonly AnsweredTask[]): Figures {
  const spec = taskTypeOf(taskType)
  return spec.measures(unitsOf(tasks), spec.config.parse(config), { bootstrap, seed: 1 })
}
