import 'server-only'
import { queueEngine } from '../queue/engine'
import { type Dialect, numberOf, type Row, type Steps, sql, textOf } from '../queue/statement'

/** Tasks moved in one transaction; labeling goes on between two of them. */
const tasksAStep = 500

/**
 * Puts a batch's known answers where its rules want them: apart in lane 2 where they are mixed in (or are all the batch has, in training and
 * qualification), in line with the others where not. Only tasks nobody has begun move, so no place given away is ever lost. Safe to repeat.
 */
export async function arrangeGold(batchId: string): Promise<void> {
  const engine = queueEngine()
  for (;;) {
    const moved = await engine.run(() => arrangeSome(engine.dialect, batchId))
    if (moved < tasksAStep) return
  }
}

function* arrangeSome(dialect: Dialect, batchId: string): Steps<number> {
  const [batch] = yield* sql(
    `SELECT "kind", "goldRate", "overlap", "returnSeq" FROM "Batch" WHERE "id" = $1 AND "deletedAt" IS NULL ${dialect.lock}`,
    [batchId],
  )
  if (!batch) return 0
  const isWork = batch.kind === 'work'
  const apart = !isWork || Number(batch.goldRate) > 0
  const moved = apart ? yield* moveApart(dialect, batchId) : 0
  const back = yield* moveInLine(dialect, batchId, batch, apart)
  if (moved + back === 0) return 0
  const counted = isWork ? back - moved : 0
  yield* sql(
    `UPDATE "Batch" SET "taskCount" = "taskCount" + CAST($2 AS INTEGER), "returnSeq" = "returnSeq" + CAST($3 AS INTEGER), "hasOpen" = TRUE WHERE "id" = $1`,
    [batchId, counted, moved + back],
  )
  // Known answers may now lie where some have passed already: they look once more from the start of their round.
  yield* sql(`UPDATE "QueueCursor" SET "goldFrom" = NULL, "goldPos" = NULL WHERE "batchId" = $1`, [batchId])
  return Math.max(moved, back)
}

/** Locked alone first: on PostgreSQL only a new statement sees what those who held the rows have done. */
function* lockTasks(dialect: Dialect, ids: readonly string[]): Steps<void> {
  if (dialect.lock === '') return
  for (const id of ids) yield* sql(`SELECT 1 AS "locked" FROM "Task" WHERE "id" = $1 FOR UPDATE`, [id])
}

function* moveApart(dialect: Dialect, batchId: string): Steps<number> {
  const rows = yield* sql(
    `SELECT t."id" FROM "Task" t WHERE t."batchId" = $1 AND t."lane" IN (0, 1) AND t."free" = t."overlap" AND t."isGold" = TRUE
       ORDER BY t."id" LIMIT ${tasksAStep}`,
    [batchId],
  )
  const ids = rows.map((row) => textOf(row, 'id'))
  yield* lockTasks(dialect, ids)
  let moved = 0
  for (const id of ids) {
    const done = yield* sql(
      `UPDATE "Task" SET "lane" = 2 WHERE "id" = $1 AND "lane" IN (0, 1) AND "free" = "overlap" RETURNING "id"`,
      [id],
    )
    moved += done.length
  }
  return moved
}

/** Into the lane of returned tasks, ahead of every cursor; where known answers lie apart, only those that are known no more. */
function* moveInLine(dialect: Dialect, batchId: string, batch: Row, apart: boolean): Steps<number> {
  const unbegun = `NOT EXISTS (SELECT 1 FROM "Assignment" a WHERE a."taskId" = "Task"."id" AND a."state" IN ('open', 'submitted'))`
  const rows = yield* sql(
    `SELECT "id" FROM "Task" WHERE "batchId" = $1 AND "lane" = 2 AND "free" > 0 ${apart ? 'AND "isGold" = FALSE' : ''} AND ${unbegun} ORDER BY "id" LIMIT ${tasksAStep}`,
    [batchId],
  )
  const ids = rows.map((row) => textOf(row, 'id'))
  yield* lockTasks(dialect, ids)
  let moved = 0
  const [overlap, seq] = [numberOf(batch, 'overlap'), numberOf(batch, 'returnSeq')]
  for (const id of ids) {
    const done = yield* sql(
      `UPDATE "Task" SET "lane" = 0, "pos" = $2, "overlap" = $3, "free" = $3 WHERE "id" = $1 AND "lane" = 2 AND ${unbegun} RETURNING "id"`,
      [id, seq + moved + 1, overlap],
    )
    moved += done.length
  }
  return moved
}
