import 'server-only'
import { alongRound } from './gold-turns'
import { lockPlace } from './lock-order'
import { type Dialect, numberOf, type Steps, sql, textOf } from './statement'

/** Leases that are over, the oldest first. */
export function selectDue(dialect: Dialect, most: number): string {
  return `SELECT "id" FROM "Assignment" WHERE "leaseUntil" <= ${dialect.now} ORDER BY "leaseUntil" LIMIT ${most}`
}

/** Closes up to `most` leases that are over. On PostgreSQL one transaction closes one: see lock-order. */
export function* expireDue(dialect: Dialect, most: number): Steps<number> {
  const due = yield* sql(selectDue(dialect, most))
  for (const row of due) yield* expire(dialect, textOf(row, 'id'))
  return due.length
}

export function* expire(dialect: Dialect, assignmentId: string): Steps<void> {
  yield* lockPlace(dialect, assignmentId)
  yield* close(assignmentId, 'expired', `AND "leaseUntil" <= ${dialect.now}`)
}

/** Others' leases on this task that are over give their place to whoever asks now. Lock the place first. */
export function* expireDueOn(dialect: Dialect, taskId: string): Steps<void> {
  const due = yield* sql(`SELECT "id" FROM "Assignment" WHERE "taskId" = $1 AND "leaseUntil" <= ${dialect.now}`, [
    taskId,
  ])
  for (const row of due) yield* close(textOf(row, 'id'), 'expired', `AND "leaseUntil" <= ${dialect.now}`)
}

/** Closes an open assignment without an answer and puts its task where everyone finds it again. False when it was not open. */
export function* giveBack(dialect: Dialect, assignmentId: string, state: 'released' | 'skipped'): Steps<boolean> {
  yield* lockPlace(dialect, assignmentId)
  return yield* close(assignmentId, state, '')
}

function* close(assignmentId: string, state: string, condition: string): Steps<boolean> {
  const [closed] = yield* sql(
    `UPDATE "Assignment" SET "state" = $2, "leaseUntil" = NULL WHERE "id" = $1 AND "state" = 'open' ${condition} RETURNING "taskId", "labelerId"`,
    [assignmentId, state],
  )
  if (!closed) return false
  const taskId = textOf(closed, 'taskId')
  yield* returnPlace(taskId)
  yield* rewindRound(taskId, textOf(closed, 'labelerId'))
  return true
}

/**
 * A place of this task is free again: it moves to the returned lane, ahead of every cursor. The batch's row stays locked to the end,
 * so that numbers become visible in order and no cursor can pass one that is still on its way. A known answer that is mixed in has no
 * places. Where the overlap was lowered meanwhile, the place is not asked for any more: people keep what they hold, but nobody new gets it.
 */
function* returnPlace(taskId: string): Steps<void> {
  const [batch] = yield* sql(
    `UPDATE "Batch" SET "returnSeq" = "returnSeq" + 1, "hasOpen" = TRUE
     WHERE "id" = (SELECT "batchId" FROM "Task" WHERE "id" = $1) RETURNING "returnSeq"`,
    [taskId],
  )
  if (!batch) return
  yield* sql(`UPDATE "Task" SET "lane" = 0, "pos" = $2 WHERE "id" = $1 AND "lane" <> 2`, [
    taskId,
    numberOf(batch, 'returnSeq'),
  ])
  yield* sql(
    `UPDATE "Task" SET "overlap" = "overlap" - 1, "free" = "free" - 1 WHERE "id" = $1 AND "lane" <> 2 AND "free" > 0
       AND EXISTS (SELECT 1 FROM "Batch" b WHERE b."id" = "Task"."batchId" AND b."certainty" IS NULL AND b."overlap" < "Task"."overlap")`,
    [taskId],
  )
}

/** A known answer given back lies ahead of its labeler again, as any other task does. */
function* rewindRound(taskId: string, labelerId: string): Steps<void> {
  const along = alongRound('t."pos"', '"QueueCursor"."goldFrom"')
  const gold = `FROM "Task" t WHERE t."id" = $1 AND t."lane" = 2 AND t."batchId" = "QueueCursor"."batchId"`
  yield* sql(
    `UPDATE "QueueCursor" SET "goldPos" = (SELECT ${along} - 1 ${gold}) WHERE "labelerId" = $2 AND "goldFrom" IS NOT NULL
       AND "batchId" = (SELECT "batchId" FROM "Task" WHERE "id" = $1) AND EXISTS (SELECT 1 ${gold} AND ${along} <= "QueueCursor"."goldPos")`,
    [taskId, labelerId],
  )
}
