import 'server-only'
import { driver } from '../db/db'

/** Up to where the changes of a batch have been seen. */
export type Mark = number

export interface Changes {
  /** Tasks whose answers may have changed since; on PostgreSQL some that were seen already. */
  taskIds: string[]
  mark: Mark
}

/** Where a first look begins: take it before reading the answers. */
export async function markNow(batchId: string): Promise<Mark> {
  return (await changesSince(batchId, Number.MAX_SAFE_INTEGER)).mark
}

/** What the triggers of the migration noted after `mark`. A change is never missed, whatever is being committed at the moment. */
export async function changesSince(batchId: string, mark: Mark): Promise<Changes> {
  const current = driver()
  if (current.engine === 'sqlite') {
    return current.line.read((database) => {
      const last = database
        .prepare<[string], { at: number | null }>(`SELECT max("at") AS "at" FROM "TaskChange" WHERE "batchId" = ?`)
        .get(batchId)
      const taskIds = database
        .prepare<[string, number], string>(`SELECT "taskId" FROM "TaskChange" WHERE "batchId" = ? AND "at" > ?`)
        .pluck()
        .all(batchId, mark)
      return { taskIds, mark: last?.at ?? 0 }
    })
  }
  // Whatever began before the oldest transaction still running has ended and is seen; everything from there on is read again.
  const { rows } = await current.pool.query<{ mark: number; taskId: string | null }>(
    `SELECT s."mark", c."taskId" FROM (SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint AS "mark") s
     LEFT JOIN "TaskChange" c ON c."batchId" = $1 AND c."at" >= $2`,
    [batchId, mark],
  )
  return { taskIds: rows.flatMap(({ taskId }) => taskId ?? []), mark: rows[0]?.mark ?? 0 }
}
