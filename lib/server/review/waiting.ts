import 'server-only'
import type { Dialect } from '../queue/statement'
import { flagMark, sentMark } from './markers'

/** How long a task stays a reviewer's without a sign of life. */
export const reviewLeaseMs = 15 * 60_000

/** How long a reviewer may take a verdict back. */
export const verdictGraceMs = 10 * 60_000

/** A verdict stands, and no manager has sent the task to review again. Alias `t`: the task. */
const settled = `(EXISTS (SELECT 1 FROM "Adjudication" v WHERE v."taskId" = t."id")
  AND NOT EXISTS (SELECT 1 FROM "ReviewLease" s WHERE s."taskId" = t."id" AND s."reviewerId" = '${sentMark}' AND s."state" = 'passed'))`

/** Every place is answered, in a batch of real work. Aliases `t` and `b`. */
const finished = `(b."deletedAt" IS NULL AND b."kind" = 'work' AND t."lane" <> 2 AND t."submitted" > 0 AND t."submitted" >= t."overlap")`

/** The person of `$2` has answered this task: nobody judges what they have labeled, whether they took it back or not. */
export const labeledByMe = `EXISTS (SELECT 1 FROM "Assignment" a WHERE a."taskId" = t."id" AND a."labelerId" = $2
  AND (a."state" = 'submitted' OR EXISTS (SELECT 1 FROM "AnnotationRevision" r WHERE r."assignmentId" = a."id")))`

/**
 * Tasks of project $1 that wait for a reviewer: disputed, flagged or sent, finished and not settled. Ends within WHERE; aliases t (task),
 * b (batch), o (its outcome, may be missing), s (the mark of a manager, may be missing).
 */
export const waiting = `FROM (
    SELECT d."taskId" FROM "TaskOutcome" d JOIN "Batch" e ON e."id" = d."batchId" WHERE e."projectId" = $1 AND e."deletedAt" IS NULL AND d."disputed" = TRUE
    UNION SELECT m."taskId" FROM "ReviewLease" m WHERE m."reviewerId" IN ('${sentMark}', '${flagMark}') AND m."state" = 'passed'
  ) q JOIN "Task" t ON t."id" = q."taskId" JOIN "Batch" b ON b."id" = t."batchId" LEFT JOIN "TaskOutcome" o ON o."taskId" = t."id"
  LEFT JOIN "ReviewLease" s ON s."taskId" = t."id" AND s."reviewerId" = '${sentMark}' AND s."state" = 'passed'
  WHERE b."projectId" = $1 AND ${finished} AND NOT ${settled}`

/** … and that the person of $2 may take up: not labeled by them, held by nobody else. */
export function waitingForMe(dialect: Dialect): string {
  return `${waiting} AND NOT ${labeledByMe} AND NOT EXISTS (SELECT 1 FROM "ReviewLease" h WHERE h."taskId" = t."id"
    AND h."reviewerId" <> $2 AND h."state" = 'open' AND h."leaseUntil" > ${dialect.now})`
}

/** The person of $2 has left this task to others. */
export const passedByMe = `EXISTS (SELECT 1 FROM "ReviewLease" p WHERE p."taskId" = t."id" AND p."reviewerId" = $2 AND p."state" = 'passed')`

/** What a manager sent comes first, then what people agree on least. */
export const mostDisputedFirst = `CASE WHEN s."taskId" IS NULL THEN 1 ELSE 0 END, COALESCE(o."agreement", 1), t."id"`
