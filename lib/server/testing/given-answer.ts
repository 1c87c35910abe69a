import 'server-only'
import { now } from '../clock'
import { db } from '../db/db'
import { newId } from '../ids'

/** An answer as the queue would have stored it; the triggers keep places and counts. Gives the assignment's id. */
export async function givenAnswer(given: {
  taskId: string
  labelerId: string
  answer: unknown
  at?: Date
}): Promise<string> {
  const { taskId, labelerId, answer, at = now() } = given
  const id = newId()
  const { batchId } = await db.task.findUniqueOrThrow({ where: { id: taskId }, select: { batchId: true } })
  const versions = { configVersion: 1, guidelinesVersion: 0 }
  const assignment = { id, taskId, labelerId, state: 'submitted', claimedAt: at, seed: 1, ...versions }
  await db.assignment.create({ data: assignment })
  await db.annotation.create({
    data: {
      assignmentId: id,
      taskId,
      labelerId,
      batchId,
      answer: JSON.stringify(answer),
      displayOrder: '[]',
      timeSpentMs: 1000,
      createdAt: at,
      updatedAt: at,
      ...versions,
    },
  })
  return id
}
