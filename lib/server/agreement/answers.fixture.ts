import { now } from '../clock'
import { db } from '../db/db'
import { newId } from '../ids'

/** A submitted answer, as the queue would leave it. */
export async function givenAnswer(
  taskId: string,
  labelerId: string,
  answer: unknown,
  more: { timeSpentMs?: number; order?: number[] } = {},
) {
  const { batchId } = await db.task.findUniqueOrThrow({ where: { id: taskId } })
  const id = newId()
  const at = now()
  const versions = { configVersion: 1, guidelinesVersion: 0 }
  await db.assignment.create({
    data: { id, taskId, labelerId, state: 'submitted', claimedAt: at, seed: 1, ...versions },
  })
  await db.annotation.create({
    data: {
      assignmentId: id,
      taskId,
      labelerId,
      batchId,
      answer: JSON.stringify(answer),
      displayOrder: JSON.stringify(more.order ?? []),
      timeSpentMs: more.timeSpentMs ?? 1000,
      createdAt: at,
      updatedAt: at,
      ...versions,
    },
  })
  return id
}
