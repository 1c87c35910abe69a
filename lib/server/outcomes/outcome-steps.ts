import 'server-only'
import { type Dialect, numberOf, type Steps, sql } from '../queue/statement'
import type { Outcome } from './outcome-of'

export interface TaskOutcome extends Outcome {
  taskId: string
  certainty: number | null
}

export interface GoldScore {
  assignmentId: string
  labelerId: string
  score: number
  givenAtMs: number
}

/** Rows for tasks that still exist; a task that went meanwhile takes its outcome along. */
export function* writeOutcomes(dialect: Dialect, outcomes: readonly TaskOutcome[]): Steps<void> {
  const text = `INSERT INTO "TaskOutcome" ("taskId", "batchId", "n", "agreement", "certainty", "disputed", "at")
    SELECT t."id", t."batchId", CAST($2 AS INTEGER), CAST($3 AS DOUBLE PRECISION), CAST($4 AS DOUBLE PRECISION), CAST($5 AS BOOLEAN), ${dialect.now}
    FROM "Task" t WHERE t."id" = $1
    ON CONFLICT ("taskId") DO UPDATE SET "n" = excluded."n", "agreement" = excluded."agreement", "certainty" = excluded."certainty",
      "disputed" = excluded."disputed", "at" = excluded."at"`
  for (const { taskId, n, agreement, certainty, disputed } of outcomes)
    yield* sql(text, [taskId, n, agreement, certainty, disputed])
}

/** The scores of one task's answers take the place of those it had. */
export function* writeScores(
  dialect: Dialect,
  of: { taskId: string; projectId: string; batchId: string },
  scores: readonly GoldScore[],
): Steps<void> {
  yield* sql(
    `DELETE FROM "GoldAnswer" WHERE "assignmentId" IN (SELECT a."id" FROM "Assignment" a WHERE a."taskId" = $1)`,
    [of.taskId],
  )
  const text = `INSERT INTO "GoldAnswer" ("assignmentId", "projectId", "batchId", "labelerId", "score", "at")
    SELECT a."id", $2, $3, a."labelerId", CAST($4 AS DOUBLE PRECISION), ${dialect.moment('$5')}
    FROM "Assignment" a WHERE a."id" = $1 AND a."state" = 'submitted'
    ON CONFLICT ("assignmentId") DO UPDATE SET "score" = excluded."score", "at" = excluded."at"`
  for (const { assignmentId, score, givenAtMs } of scores)
    yield* sql(text, [assignmentId, of.projectId, of.batchId, score, givenAtMs])
}

/**
 * Asks one more annotator for each of these tasks: the place comes back like a returned one. Only where every place is answered and the cap
 * is not reached at this very moment; whoever asks twice asks once.
 */
export function* askAnother(batchId: string, taskIds: readonly string[], cap: number): Steps<number> {
  let asked = 0
  for (const taskId of taskIds) {
    const [batch] = yield* sql(
      `UPDATE "Batch" SET "returnSeq" = "returnSeq" + 1, "hasOpen" = TRUE WHERE "id" = $1 AND "status" <> 'closed' RETURNING "returnSeq"`,
      [batchId],
    )
    if (!batch) return asked
    const raised = yield* sql(
      `UPDATE "Task" SET "overlap" = "overlap" + 1, "free" = "free" + 1, "lane" = 0, "pos" = $2 WHERE "id" = $1 AND "lane" IN (0, 1)
         AND "free" = 0 AND "submitted" = "overlap" AND "overlap" < $3
         AND NOT EXISTS (SELECT 1 FROM "Adjudication" v WHERE v."taskId" = $1) RETURNING "id"`,
      [taskId, numberOf(batch, 'returnSeq'), cap],
    )
    if (raised.length === 0) continue
    // A task that waits for an answer is not finished, so nothing about it is disputed yet.
    yield* sql(`UPDATE "TaskOutcome" SET "disputed" = FALSE WHERE "taskId" = $1`, [taskId])
    asked += 1
  }
  return asked
}
