import 'server-only'
import { db } from '../db/db'
import type { AnsweredTask } from './answered-task'
import { givenAnswers } from './given-answers'

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
