import 'server-only'
import { AppError } from '@/lib/core/errors'
import { type Actor, signedIn } from '../access/actor'
import { assertCan } from '../access/assert-can'
import { audited, type Transaction } from '../audit/audited'
import { now, nowMs } from '../clock'
import { db } from '../db/db'
import { isHeld } from './held'
import { flagMark, sentMark } from './markers'
import { type ReviewTask, reviewTask } from './review-task'
import { reviewLeaseMs, verdictGraceMs } from './waiting'

/** Takes back the actor's last verdict on a task within ten minutes: the one before it stands again, or the task waits as before. */
export async function undoVerdict(actor: Actor, taskId: string): Promise<ReviewTask> {
  await assertCan(actor, 'adjudicate', { taskId })
  const reviewerId = signedIn(actor).userId
  const { batch } = await db.task.findUniqueOrThrow({
    where: { id: taskId },
    select: { batch: { select: { projectId: true } } },
  })
  await audited(actor, async (tx) => {
    const undone = await takeBack(tx, taskId, reviewerId)
    const entry = {
      action: 'task.adjudicate-undo',
      subjectType: 'task' as const,
      subjectId: taskId,
      projectId: batch.projectId,
      detail: { ...undone },
    }
    return { value: undefined, entry: undone === null ? null : entry }
  })
  return reviewTask(taskId, reviewerId)
}

/** Null: it was taken back already. */
async function takeBack(
  tx: Transaction,
  taskId: string,
  reviewerId: string,
): Promise<{ how: string; revision: number } | null> {
  const verdict = await tx.adjudication.findUnique({ where: { taskId } })
  if (verdict === null) {
    const held = await tx.reviewLease.count({ where: { taskId, reviewerId, state: 'open' } })
    if (held > 0) return null
    throw new AppError('conflict', 'There is no verdict of yours to take back here.', {
      detail: { reason: 'not-settled' },
    })
  }
  if (verdict.reviewerId !== reviewerId || verdict.updatedAt.getTime() < nowMs() - verdictGraceMs)
    throw new AppError(
      'conflict',
      'The ten minutes to take this verdict back are over. Open the task and settle it anew.',
      {
        detail: { reason: 'settled' },
      },
    )
  await assertNobodyElseHasIt(tx, taskId, reviewerId)
  const { revision, how } = verdict
  const before = await tx.adjudicationRevision.findUnique({
    where: { taskId_revision: { taskId, revision: revision - 1 } },
  })
  if (before === null) await tx.adjudication.delete({ where: { taskId } })
  else {
    const { createdAt, ...old } = before
    await tx.adjudication.update({ where: { taskId }, data: { ...old, updatedAt: createdAt } })
    await tx.adjudicationRevision.delete({ where: { taskId_revision: { taskId, revision: revision - 1 } } })
  }
  await tx.reviewLease.updateMany({
    where: { taskId, reviewerId: { in: [sentMark, flagMark] } },
    data: { state: 'passed' },
  })
  const lease = { state: 'open', leaseUntil: new Date(now().getTime() + reviewLeaseMs) }
  const { count } = await tx.reviewLease.updateMany({ where: { taskId, reviewerId }, data: lease })
  if (count === 0) await tx.reviewLease.create({ data: { taskId, reviewerId, ...lease } })
  return { how, revision }
}

/** Sent to review once more, the task may be before another reviewer by now. */
async function assertNobodyElseHasIt(tx: Transaction, taskId: string, reviewerId: string): Promise<void> {
  const others = await tx.reviewLease.findMany({ where: { taskId, reviewerId: { not: reviewerId }, state: 'open' } })
  if (others.some(isHeld))
    throw new AppError('conflict', 'Another reviewer has this task open by now, so the verdict stays.', {
      detail: { reason: 'held' },
    })
  await tx.reviewLease.updateMany({
    where: { taskId, reviewerId: { not: reviewerId }, state: 'open' },
    data: { state: 'done', leaseUntil: null },
  })
}
