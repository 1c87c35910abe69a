import 'server-only'
import { driver } from '../db/db'

/** Up to where the changes of a batch have been seen. */
export type Mark = number

export interface Changes {
  /** Tasks whose answers may have changed since. */
  taskIds: string[]
  mark: Mark
  /** What PostgreSQL showed at the moment, as its text; null on SQLite, where the mark says all. */
  snapshot: string | null
}

/** What the last look gave: with its snapshot no task that was seen is named again, without it some are while transactions run. */
export type Seen = Pick<Changes, 'mark' | 'snapshot'>

/** Where a first look begins: take it before reading the answers. */
export async function markNow(batchId: string): Promise<Seen> {
  const { mark, snapshot } = await changesSince(batchId, Number.MAX_SAFE_INTEGER)
  return { mark, snapshot }
}

/** What the triggers of the migration noted after `mark`. A change is never missed, whatever is being committed at the moment. */
export async function changesSince(batchId: string, mark: Mark, snapshot: string | null = null): Promise<Changes> {
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
      return { taskIds, mark: last?.at ?? 0, snapshot: null }
    })
  }
  // Whatever began before the oldest transaction still running has ended and is seen. Of the rest the snapshot tells which had ended; without
  // it all of the rest is named again. Transactions of other databases on the same server count as running, too.
  const { rows } = await current.pool.query<{ mark: number; snapshot: string; taskId: string | null }>(
    `SELECT pg_snapshot_xmin(s."now")::text::bigint AS "mark", s."now"::text AS "snapshot", c."taskId"
     FROM (SELECT pg_current_snapshot() AS "now") s
     LEFT JOIN "TaskChange" c ON c."batchId" = $1 AND c."at" >= $2
       AND ($3::text IS NULL OR NOT pg_visible_in_snapshot(c."at"::text::xid8, $3::text::pg_snapshot))`,
    [batchId, mark, snapshot],
  )
  const [first] = rows
  if (first === undefined) throw new Error('PostgreSQL told no snapshot.')
  return { taskIds: rows.flatMap(({ taskId }) => taskId ?? []), mark: first.mark, snapshot: first.snapshot }
}
