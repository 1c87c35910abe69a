import 'server-only'
import type { Unit } from '@/lib/core/agreement/figure'
import type { AnyTaskType } from '@/lib/core/task-type'
import { db } from '../db/db'
import { givenAnswers } from './given-answers'

export interface Rating {
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

/** All answers of some batches, gathered by task. */
export async function answeredTasks(batchIds: readonly string[]): Promise<AnsweredTask[]> {
  const tasks = new Map<string, AnsweredTask>()
  for (const batchId of batchIds) {
    for await (const answers of givenAnswers(batchId)) {
      for (const { taskId, labelerId, answer, timeSpentMs } of answers) {
        const task = tasks.get(taskId) ?? { taskId, batchId, ratings: [], gold: null }
        tasks.set(taskId, task)
        task.ratings.push({ annotator: labelerId, value: JSON.parse(answer), timeSpentMs })
      }
    }
    for (const { taskId, gold } of await goldOf(batchId)) {
      const task = tasks.get(taskId)
      if (task !== undefined && gold !== null) task.gold = JSON.parse(gold)
    }
  }
  return [...tasks.values()]
}

function goldOf(batchId: string) {
  return db.taskContent.findMany({
    where: { task: { batchId, isGold: true } },
    select: { taskId: true, gold: true },
  })
}

export function unitsOf(tasks: readonly AnsweredTask[]): Unit<unknown>[] {
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
