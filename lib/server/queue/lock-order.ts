import 'server-only'
import { type Dialect, type Steps, sql } from './statement'

/*
 * PostgreSQL locks rows as statements touch them. Two transactions that touch the same rows in different order wait for each other
 * until the database kills one, a second later. So everything here locks in one order: the batch's row (only where a place may come
 * back), then the task's, then the assignment's. Claims lock tasks without waiting, then assignments. SQLite has one writer: no locks.
 */

/** For whatever may give a place back: batch, then task. */
export function* lockPlace(dialect: Dialect, assignmentId: string): Steps<void> {
  if (dialect.lock === '') return
  yield* sql(
    `SELECT 1 AS "locked" FROM "Batch" WHERE "id" = (SELECT t."batchId" FROM "Task" t JOIN "Assignment" a ON a."taskId" = t."id" WHERE a."id" = $1) ${dialect.lock}`,
    [assignmentId],
  )
  yield* lockTask(dialect, assignmentId)
}

/** For whatever changes an assignment's state without giving its place back. */
export function* lockTask(dialect: Dialect, assignmentId: string): Steps<void> {
  if (dialect.lock === '') return
  yield* sql(
    `SELECT 1 AS "locked" FROM "Task" WHERE "id" = (SELECT "taskId" FROM "Assignment" WHERE "id" = $1) ${dialect.lock}`,
    [assignmentId],
  )
}
