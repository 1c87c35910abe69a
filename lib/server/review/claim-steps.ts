import 'server-only'
import { type Dialect, type Steps, sql, textOf } from '../queue/statement'
import { sentMark } from './markers'
import { labeledByMe, mostDisputedFirst, passedByMe, reviewLeaseMs, waitingForMe } from './waiting'

export interface ReviewAsk {
  projectId: string
  reviewerId: string
  count: number
  /** Also what the reviewer had left to others. */
  passedToo: boolean
}

/** Leases what the reviewer holds already, then the most disputed tasks, `count` in all. Gives their ids. */
export function* claimSteps(dialect: Dialect, ask: ReviewAsk): Steps<string[]> {
  const mine = yield* sql(
    `SELECT h."taskId" FROM "ReviewLease" h JOIN "Task" t ON t."id" = h."taskId" JOIN "Batch" b ON b."id" = t."batchId"
     WHERE b."projectId" = $1 AND h."reviewerId" = $2 AND h."state" = 'open' AND b."deletedAt" IS NULL
     ORDER BY CASE WHEN h."draft" IS NULL THEN 1 ELSE 0 END, h."taskId" LIMIT ${ask.count}`,
    [ask.projectId, ask.reviewerId],
  )
  const taken: string[] = []
  for (const row of mine) {
    const taskId = textOf(row, 'taskId')
    if (yield* hold(dialect, taskId, ask.reviewerId)) taken.push(taskId)
  }
  // Some of the first may be going to others at this very moment.
  const most = ask.count - taken.length + 20
  if (taken.length >= ask.count) return taken
  const candidates = yield* sql(
    `SELECT t."id" ${waitingForMe(dialect)} ${ask.passedToo ? '' : `AND NOT ${passedByMe}`} ORDER BY ${mostDisputedFirst} LIMIT ${most}`,
    [ask.projectId, ask.reviewerId],
  )
  for (const row of candidates) {
    if (taken.length >= ask.count) break
    const taskId = textOf(row, 'id')
    if (!taken.includes(taskId) && (yield* take(dialect, taskId, ask.reviewerId))) taken.push(taskId)
  }
  return taken
}

/** Prolongs a lease that is still open; false when it is not. */
export function* hold(dialect: Dialect, taskId: string, reviewerId: string): Steps<boolean> {
  const [held] = yield* sql(
    `UPDATE "ReviewLease" SET "leaseUntil" = ${dialect.after(reviewLeaseMs)} WHERE "taskId" = $1 AND "reviewerId" = $2 AND "state" = 'open' RETURNING "taskId"`,
    [taskId, reviewerId],
  )
  return held !== undefined
}

/**
 * Leases one task that nobody else holds and that has no verdict. On PostgreSQL the task's row is locked first, so that of two reviewers
 * one finds what the other has done; a task that somebody is at just now is passed over.
 */
export function* take(dialect: Dialect, taskId: string, reviewerId: string, again = false): Steps<boolean> {
  if (dialect.lock !== '') {
    const [locked] = yield* sql(`SELECT "id" FROM "Task" WHERE "id" = $1 ${dialect.lock} SKIP LOCKED`, [taskId])
    if (!locked) return false
  }
  yield* sql(
    `UPDATE "ReviewLease" SET "state" = 'done', "leaseUntil" = NULL
     WHERE "taskId" = $1 AND "reviewerId" <> $2 AND "state" = 'open' AND "leaseUntil" <= ${dialect.now}`,
    [taskId, reviewerId],
  )
  const open = again
    ? ''
    : `AND (NOT EXISTS (SELECT 1 FROM "Adjudication" v WHERE v."taskId" = $1)
       OR EXISTS (SELECT 1 FROM "ReviewLease" s WHERE s."taskId" = $1 AND s."reviewerId" = '${sentMark}' AND s."state" = 'passed'))`
  const [taken] = yield* sql(
    `INSERT INTO "ReviewLease" ("taskId", "reviewerId", "state", "leaseUntil", "draftRevision")
     SELECT t."id", $2, 'open', ${dialect.after(reviewLeaseMs)}, 0 FROM "Task" t WHERE t."id" = $1 AND NOT ${labeledByMe} ${open}
       AND NOT EXISTS (SELECT 1 FROM "ReviewLease" h WHERE h."taskId" = $1 AND h."reviewerId" <> $2 AND h."state" = 'open')
     ON CONFLICT ("taskId", "reviewerId") DO UPDATE SET "state" = 'open', "leaseUntil" = excluded."leaseUntil" RETURNING "taskId"`,
    [taskId, reviewerId],
  )
  return taken !== undefined
}
