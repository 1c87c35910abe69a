import 'server-only'
import { type Steps, sql } from '../queue/statement'

/*
 * A task waits for review when its answers are disputed (TaskOutcome says so), or when somebody asked for it. The second is a row of
 * ReviewLease whose "reviewer" is one of these: passed while it waits, done once the task is settled. So the queue finds all by index.
 */

/** A manager sent the task to review; their words lie in `draft`. */
export const sentMark = ''

/** A labeler flagged the task. */
export const flagMark = '~flag'

/** Keeps the mark of a task true to the flags on its assignments. */
export function* markFlagged(assignmentId: string): Steps<void> {
  yield* sql(
    `INSERT INTO "ReviewLease" ("taskId", "reviewerId", "state", "draftRevision")
     SELECT a."taskId", '${flagMark}', 'passed', 0 FROM "Assignment" a WHERE a."id" = $1 AND a."flag" IS NOT NULL
     ON CONFLICT ("taskId", "reviewerId") DO NOTHING`,
    [assignmentId],
  )
  yield* sql(
    `DELETE FROM "ReviewLease" WHERE "reviewerId" = '${flagMark}' AND "taskId" = (SELECT a."taskId" FROM "Assignment" a WHERE a."id" = $1)
       AND NOT EXISTS (SELECT 1 FROM "Assignment" f WHERE f."taskId" = "ReviewLease"."taskId" AND f."flag" IS NOT NULL)`,
    [assignmentId],
  )
}
