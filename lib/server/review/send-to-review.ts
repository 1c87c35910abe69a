import 'server-only'
import { type Actor, signedIn } from '../access/actor'
import { assertCan } from '../access/assert-can'
import { audited } from '../audit/audited'
import { db } from '../db/db'
import { noteOf } from '../queue/give-back'
import { sentMark } from './markers'
import { assertFinished } from './next-review'

/** Puts a finished task before the reviewers, settled or not, whatever its agreement. `note` is what they should look at. */
export async function sendToReview(actor: Actor, taskId: string, given: { note?: string | undefined }): Promise<void> {
  await assertCan(actor, 'adjudicate', { taskId })
  await assertCan(actor, 'update-project', { taskId })
  signedIn(actor)
  await assertFinished(taskId)
  const note = noteOf(given.note)
  const { batch } = await db.task.findUniqueOrThrow({
    where: { id: taskId },
    select: { batch: { select: { projectId: true } } },
  })
  await audited(actor, async (tx) => {
    const mark = { state: 'passed', draft: JSON.stringify(note ?? '') }
    const { count } = await tx.reviewLease.updateMany({ where: { taskId, reviewerId: sentMark }, data: mark })
    if (count === 0) await tx.reviewLease.create({ data: { taskId, reviewerId: sentMark, ...mark } })
    const entry = { action: 'task.send-to-review', subjectType: 'task' as const, subjectId: taskId }
    return { value: undefined, entry: { ...entry, projectId: batch.projectId } }
  })
}
