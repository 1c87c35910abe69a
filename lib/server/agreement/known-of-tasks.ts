import 'server-only'
import { db } from '../db/db'

const tasksAtOnce = 500

/** What is kept of a task besides its answers. */
export interface KnownOfTask {
  gold: unknown
  prelabeled: boolean
}

export const nothingKnown: KnownOfTask = { gold: null, prelabeled: false }

/** Known answers, and which tasks came with an answer to start from; only of tasks that have the one or the other. */
export async function knownOf(task: { batchId: string } | { id: { in: string[] } }): Promise<Map<string, KnownOfTask>> {
  const golds = await db.taskContent.findMany({
    where: { task: { ...task, isGold: true } },
    select: { taskId: true, gold: true },
  })
  const prelabels = await db.taskContent.findMany({
    where: { task, prelabel: { not: null } },
    select: { taskId: true },
  })
  const known = new Map<string, KnownOfTask>()
  for (const { taskId, gold } of golds) {
    if (gold !== null) known.set(taskId, { gold: JSON.parse(gold), prelabeled: false })
  }
  for (const { taskId } of prelabels) known.set(taskId, { gold: known.get(taskId)?.gold ?? null, prelabeled: true })
  return known
}

export async function knownOfTasks(taskIds: readonly string[]): Promise<Map<string, KnownOfTask>> {
  const known = new Map<string, KnownOfTask>()
  for (let from = 0; from < taskIds.length; from += tasksAtOnce) {
    const some = await knownOf({ id: { in: taskIds.slice(from, from + tasksAtOnce) } })
    for (const [taskId, one] of some) known.set(taskId, one)
  }
  return known
}
