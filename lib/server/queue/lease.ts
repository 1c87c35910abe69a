import 'server-only'
import { AppError } from '@/lib/core/errors'
import type { Actor } from '../access/actor'
import { assertScope } from '../access/decide'
import { queueEngine } from './engine'
import { findAssignment } from './find-assignment'
import { expireDueOn } from './give-back-steps'
import { lockPlace } from './lock-order'
import { type Dialect, numberOf, type Steps, sql, textOf, timeOf } from './statement'
import { graceMs, leaseMs } from './time-limits'

/** Keeps a task for another half hour; takes it again when the lease was over and a place is still free. */
export async function renewLease(actor: Actor, assignmentId: string): Promise<{ leaseExpiresAt: string }> {
  assertScope(actor, 'answer-assignment')
  await findAssignment(actor, assignmentId)
  const engine = queueEngine()
  const outcome = await engine.run(() => renewSteps(engine.dialect, assignmentId))
  if (outcome.is === 'renewed') return { leaseExpiresAt: new Date(outcome.leaseUntil).toISOString() }
  if (outcome.is === 'closed')
    throw new AppError('conflict', 'This task is answered or skipped already.', { detail: { reason: 'closed' } })
  throw new AppError(
    'conflict',
    'Your lease on this task ran out and its last place was given to someone else. Your draft is kept.',
    {
      detail: { reason: 'lease-lost' },
    },
  )
}

type RenewOutcome = { is: 'renewed'; leaseUntil: number } | { is: 'closed' } | { is: 'lost' }

function* renewSteps(dialect: Dialect, assignmentId: string): Steps<RenewOutcome> {
  const [open] = yield* sql(`${reopen(dialect)} AND "state" = 'open' RETURNING "leaseUntil"`, [assignmentId])
  if (open) return { is: 'renewed', leaseUntil: timeOf(open, 'leaseUntil') }
  yield* lockPlace(dialect, assignmentId)
  const [assignment] = yield* sql(`SELECT "state", "taskId" FROM "Assignment" WHERE "id" = $1 ${dialect.lock}`, [
    assignmentId,
  ])
  if (!assignment || ['submitted', 'skipped'].includes(textOf(assignment, 'state'))) return { is: 'closed' }
  const taskId = textOf(assignment, 'taskId')
  yield* expireDueOn(dialect, taskId)
  const [task] = yield* sql(`SELECT "free" FROM "Task" WHERE "id" = $1`, [taskId])
  if (!task || numberOf(task, 'free') === 0) return { is: 'lost' }
  const [again] = yield* sql(`${reopen(dialect)} RETURNING "leaseUntil"`, [assignmentId])
  return again ? { is: 'renewed', leaseUntil: timeOf(again, 'leaseUntil') } : { is: 'lost' }
}

/** Opens an assignment, or keeps it open; ends after WHERE. */
export function reopen(dialect: Dialect): string {
  return `UPDATE "Assignment" SET "state" = 'open', "leaseUntil" = ${dialect.after(leaseMs)} WHERE "id" = $1`
}

/**
 * Closes all leases that are over and clears drafts of answers that can no longer be undone. The server runs this every few seconds;
 * a claim does not depend on it. Gives the number of leases closed.
 */
export async function sweepLeases(): Promise<number> {
  const engine = queueEngine()
  let closed = 0
  for (;;) {
    const found = await engine.sweep(50)
    closed += found
    if (found < 50) break
  }
  await engine.run(() => clearDrafts(engine.dialect))
  return closed
}

function* clearDrafts(dialect: Dialect): Steps<void> {
  const longAgo = dialect.after(-2 * graceMs)
  yield* sql(
    `DELETE FROM "Draft" WHERE "updatedAt" < ${longAgo} AND EXISTS (SELECT 1 FROM "Annotation" n
       WHERE n."assignmentId" = "Draft"."assignmentId" AND n."updatedAt" < ${longAgo})`,
  )
}
