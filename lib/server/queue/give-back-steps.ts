import 'server-only'
import { type Dialect, numberOf, type Steps, sql, textOf } from './statement'

/** Closes leases that are over. Gives how many. */
export function* expireDue(dialect: Dialect, most: number): Steps<number> {
  const due = yield* sql(
    `SELECT "id", "taskId" FROM "Assignment" WHERE "leaseUntil" <= ${dialect.now} ORDER BY "leaseUntil" LIMIT ${most} ${dialect.skipLocked}`,
  )
  for (const row of due) yield* giveBack(textOf(row, 'id'), 'expired')
  return due.length
}

/** The same for one task: others' leases that are over give their place to whoever asks now. */
export function* expireDueOn(dialect: Dialect, taskId: string): Steps<void> {
  const due = yield* sql(`SELECT "id" FROM "Assignment" WHERE "taskId" = $1 AND "leaseUntil" <= ${dialect.now}`, [
    taskId,
  ])
  for (const row of due) yield* giveBack(textOf(row, 'id'), 'expired')
}

/** Closes an open assignment without an answer and puts its task where everyone finds it again. False when it was not open. */
export function* giveBack(assignmentId: string, state: 'expired' | 'released' | 'skipped'): Steps<boolean> {
  const [closed] = yield* sql(
    `UPDATE "Assignment" SET "state" = $2, "leaseUntil" = NULL WHERE "id" = $1 AND "state" = 'open' RETURNING "taskId"`,
    [assignmentId, state],
  )
  if (!closed) return false
  yield* returnPlace(textOf(closed, 'taskId'))
  return true
}

/**
 * A place of this task is free again: it moves to the returned lane, ahead of every cursor. The batch's row stays locked to the end,
 * so that numbers become visible in order and no cursor can pass one that is still on its way.
 */
export function* returnPlace(taskId: string): Steps<void> {
  const [batch] = yield* sql(
    `UPDATE "Batch" SET "returnSeq" = "returnSeq" + 1, "hasOpen" = TRUE
     WHERE "id" = (SELECT "batchId" FROM "Task" WHERE "id" = $1) RETURNING "returnSeq"`,
    [taskId],
  )
  if (batch)
    yield* sql(`UPDATE "Task" SET "lane" = 0, "pos" = $2 WHERE "id" = $1`, [taskId, numberOf(batch, 'returnSeq')])
}
