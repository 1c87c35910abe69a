import 'server-only'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { driver } from '../db/db'

export interface GivenAnswer {
  assignmentId: string
  taskId: string
  labelerId: string
  /** JSON as stored. */
  answer: string
  timeSpentMs: number
}

interface Row extends GivenAnswer {
  createdAt: number | Date
}

const step = 1000

const columns = `a."assignmentId", a."taskId", a."labelerId", a."answer", a."timeSpentMs", a."createdAt"`
const source = `FROM "Annotation" a JOIN "Assignment" s ON s."id" = a."assignmentId" AND s."state" = 'submitted'`

/** Every submitted answer of a batch, oldest first, a thousand at a time so that labeling goes on meanwhile. */
export async function* givenAnswers(batchId: string): AsyncIterable<GivenAnswer[]> {
  let last: { createdAt: number | Date; assignmentId: string } | null = null
  for (let full = true; full; ) {
    const rows: Row[] = await page(batchId, last)
    yield rows
    last = rows.at(-1) ?? null
    full = rows.length === step
    await nextTurn()
  }
}

async function page(batchId: string, last: { createdAt: number | Date; assignmentId: string } | null): Promise<Row[]> {
  const current = driver()
  if (current.engine === 'sqlite') {
    return current.line.read((database) =>
      database
        .prepare<[string, unknown, string, number], Row>(
          `SELECT ${columns} ${source} WHERE a."batchId" = ? AND (a."createdAt", a."assignmentId") > (?, ?)
           ORDER BY a."createdAt", a."assignmentId" LIMIT ?`,
        )
        .all(batchId, last?.createdAt ?? 0, last?.assignmentId ?? '', step),
    )
  }
  const { rows } = await current.pool.query<Row>(
    `SELECT ${columns} ${source} WHERE a."batchId" = $1 AND (a."createdAt", a."assignmentId") > ($2, $3)
     ORDER BY a."createdAt", a."assignmentId" LIMIT ${step}`,
    [batchId, last?.createdAt ?? new Date(0), last?.assignmentId ?? ''],
  )
  return rows
}
