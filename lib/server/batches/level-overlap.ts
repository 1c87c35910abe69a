import 'server-only'
import { queueEngine } from '../queue/engine'
import { type Dialect, numberOf, type Steps, sql, textOf } from '../queue/statement'

/** Tasks changed in one transaction; labeling goes on between two of them. */
const tasksAStep = 500
/**
 * Gives every task of a batch the overlap the batch has now. More places open where it was raised; where it was lowered, what was given and
 * what people hold at this moment stays. Safe beside labelers and imports, and to begin again after a crash.
 */
export async function levelOverlap(batchId: string): Promise<void> {
  const engine = queueEngine()
  let after: string | null = ''
  while (after !== null) {
    const from: string = after
    after = await engine.run(() => levelSome(engine.dialect, batchId, from))
  }
}

/** The next tasks by their id in the batch; gives the last one looked at, or null at the end. */
function* levelSome(dialect: Dialect, batchId: string, after: string): Steps<string | null> {
  const [batch] = yield* sql(
    `SELECT "overlap", "certainty" IS NOT NULL AS "adaptive", "returnSeq" FROM "Batch" WHERE "id" = $1 ${dialect.lock}`,
    [batchId],
  )
  if (!batch) return null
  const rows = yield* sql(
    `SELECT "id", "externalId" FROM "Task" WHERE "batchId" = $1 AND "externalId" > $2 ORDER BY "externalId" LIMIT ${tasksAStep}`,
    [batchId, after],
  )
  let seq = numberOf(batch, 'returnSeq')
  const overlap = numberOf(batch, 'overlap')
  for (const row of rows) {
    const id = textOf(row, 'id')
    yield* lockTask(dialect, id)
    // A finished task that opens again lies behind most people's place in line: it comes back like a returned one.
    const reopened = yield* sql(
      `UPDATE "Task" SET "free" = CAST($2 AS INTEGER) - "overlap", "overlap" = CAST($2 AS INTEGER), "lane" = 0, "pos" = $3
         WHERE "id" = $1 AND "lane" IN (0, 1) AND "free" = 0 AND "overlap" < CAST($2 AS INTEGER) RETURNING "id"`,
      [id, overlap, seq + 1],
    )
    seq += reopened.length
    if (reopened.length === 0) yield* sql(levelInPlace, [id, overlap])
  }
  yield* sql(`UPDATE "Batch" SET "returnSeq" = $2, "hasOpen" = "hasOpen" OR "returnSeq" < $2 WHERE "id" = $1`, [
    batchId,
    seq,
  ])
  const last = rows.length === tasksAStep ? rows.at(-1) : undefined
  return last ? textOf(last, 'externalId') : null
}

/** Its places in line are found where they lie. What is held is `overlap − free`: never fewer places than that. */
const levelInPlace = `UPDATE "Task" SET
    "overlap" = CASE WHEN CAST($2 AS INTEGER) > "overlap" - "free" THEN CAST($2 AS INTEGER) ELSE "overlap" - "free" END,
    "free" = CASE WHEN CAST($2 AS INTEGER) > "overlap" - "free" THEN CAST($2 AS INTEGER) - ("overlap" - "free") ELSE 0 END
  WHERE "id" = $1 AND "lane" IN (0, 1) AND "free" > 0 AND "overlap" <> CAST($2 AS INTEGER)`

function* lockTask(dialect: Dialect, id: string): Steps<void> {
  if (dialect.lock === '') return
  yield* sql(`SELECT 1 AS "locked" FROM "Task" WHERE "id" = $1 ${dialect.lock}`, [id])
}
