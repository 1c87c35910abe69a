import 'server-only'
import { lockPlace } from '../queue/lock-order'
import { type Dialect, type Steps, sql, textOf } from '../queue/statement'
import { keepRevision } from '../queue/submit-steps'

/** How long a task waits for the person it was sent back to before it goes to others. */
const sentBackMs = 3 * 24 * 60 * 60_000

/** Opens a submitted assignment again for its labeler. False when the task is settled, closed or not answered any more. */
export function* reopenSteps(dialect: Dialect, assignmentId: string, note: string): Steps<boolean> {
  yield* lockPlace(dialect, assignmentId)
  const [annotation] = yield* sql(
    `SELECT n."answer" FROM "Annotation" n JOIN "Batch" b ON b."id" = n."batchId" WHERE n."assignmentId" = $1 AND b."status" <> 'closed'
       AND NOT EXISTS (SELECT 1 FROM "Adjudication" v WHERE v."taskId" = n."taskId")`,
    [assignmentId],
  )
  if (!annotation) return false
  yield* keepRevision(assignmentId)
  yield* sql(`DELETE FROM "Annotation" WHERE "assignmentId" = $1`, [assignmentId])
  yield* sql(
    `UPDATE "Assignment" SET "state" = 'open', "leaseUntil" = ${dialect.after(sentBackMs)}, "sentBack" = $2 WHERE "id" = $1`,
    [assignmentId, note],
  )
  // The answer is what they start from; a task with a draft is the first they get.
  yield* sql(
    `INSERT INTO "Draft" ("assignmentId", "body", "revision", "updatedAt") VALUES ($1, $2, 1, ${dialect.now})
     ON CONFLICT ("assignmentId") DO UPDATE SET "body" = excluded."body", "revision" = "Draft"."revision" + 1, "updatedAt" = excluded."updatedAt"`,
    [assignmentId, textOf(annotation, 'answer')],
  )
  return true
}
