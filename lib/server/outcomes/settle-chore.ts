import 'server-only'
import { queueEngine } from '../queue/engine'
import { type Dialect, textOf } from '../queue/statement'
import { settleBatch } from './settle-batch'

/**
 * Batches with answers that nobody has settled yet; the newest change of a batch stands at the end of an index. PostgreSQL's marks are
 * transactions: one that was still running at the last look bears the mark's own number.
 */
const unsettled = ({ lock }: Dialect) => `SELECT b."id" FROM "Batch" b JOIN "Project" p ON p."id" = b."projectId"
  WHERE b."deletedAt" IS NULL AND p."deletedAt" IS NULL
    AND b."settledMark" ${lock === '' ? '<' : '<='} COALESCE((SELECT max(c."at") FROM "TaskChange" c WHERE c."batchId" = b."id"), -1)`

/**
 * Settles every batch whose answers changed. The server runs it every two seconds, so what is known of tasks and people follows the answers
 * within that time, and after a crash it goes on from the mark. One batch that cannot be settled does not stand in the way of the others.
 */
export async function settleAll(options: { fitNow?: boolean } = {}): Promise<number> {
  const engine = queueEngine()
  const rows = await engine.rows({ text: unsettled(engine.dialect), values: [] })
  const failed: unknown[] = []
  let settled = 0
  for (const row of rows) {
    try {
      settled += await settleBatch(textOf(row, 'id'), options)
    } catch (error) {
      failed.push(error)
    }
  }
  if (failed.length > 0)
    throw new AggregateError(failed, `${failed.length} of ${rows.length} batches were not settled.`)
  return settled
}
