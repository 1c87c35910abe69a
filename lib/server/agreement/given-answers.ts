import 'server-only'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { driver } from '../db/db'

export interface GivenAnswer {
  assignmentId: string
  taskId: string
  batchId: string
  labelerId: string
  /** JSON as stored. */
  answer: string
  /** JSON list as stored: which alternative stood at which place. */
  displayOrder: string
  timeSpentMs: number
  createdAt: number | Date
  /** A known answer mixed in unannounced: it measures the labeler and counts in no other figure. SQLite has no truth values. */
  mixedIn: number | boolean
}

const step = 1000

const columns = `a."assignmentId", a."taskId", a."batchId", a."labelerId", a."answer", a."displayOrder", a."timeSpentMs", a."createdAt",
  t."lane" = 2 AS "mixedIn"`
const source = `FROM "Annotation" a JOIN "Assignment" s ON s."id" = a."assignmentId" AND s."state" = 'submitted' JOIN "Task" t ON t."id" = a."taskId"`

/** Every submitted answer of a batch, oldest first, a thousand at a time so that labeling goes on meanwhile. */
export async function* givenAnswers(batchId: string): AsyncIterable<GivenAnswer[]> {
  let last: { createdAt: number | Date; assignmentId: string } | null = null
  for (let full = true; full; ) {
    const rows: GivenAnswer[] = await page(batchId, last)
    yield rows
    last = rows.at(-1) ?? null
    full = rows.length === step
    await nextTurn()
  }
}

/** The submitted answers to some tasks, oldest first. */
export async function* answersTo(taskIds: readonly string[]): AsyncIterable<GivenAnswer[]> {
  for (let from = 0; from < taskIds.length; from += step) {
    yield await answersToSome(taskIds.slice(from, from + step))
    await nextTurn()
  }
}

const ofTasks = (ids: string) =>
  `SELECT ${columns} ${source} WHERE a."taskId" ${ids} ORDER BY a."createdAt", a."assignmentId"`

async function answersToSome(taskIds: readonly string[]): Promise<GivenAnswer[]> {
  const current = driver()
  if (current.engine === 'sqlite') {
    const statement = ofTasks('IN (SELECT value FROM json_each(?))')
    return current.line.read((database) =>
      database.prepare<[string], GivenAnswer>(statement).all(JSON.stringify(taskIds)),
    )
  }
  return (await current.pool.query<GivenAnswer>(ofTasks('= ANY($1)'), [taskIds])).rows
}

async function page(
  batchId: string,
  last: { createdAt: number | Date; assignmentId: string } | null,
): Promise<GivenAnswer[]> {
  const current = driver()
  if (current.engine === 'sqlite') {
    return current.line.read((database) =>
      database
        .prepare<[string, unknown, string, number], GivenAnswer>(
          `SELECT ${columns} ${source} WHERE a."batchId" = ? AND (a."createdAt", a."assignmentId") > (?, ?)
           ORDER BY a."createdAt", a."assignmentId" LIMIT ?`,
        )
        .all(batchId, last?.createdAt ?? 0, last?.assignmentId ?? '', step),
    )
  }
  const { rows } = await current.pool.query<GivenAnswer>(
    `SELECT ${columns} ${source} WHERE a."batchId" = $1 AND (a."createdAt", a."assignmentId") > ($2, $3)
     ORDER BY a."createdAt", a."assignmentId" LIMIT ${step}`,
    [batchId, last?.createdAt ?? new Date(0), last?.assignmentId ?? ''],
  )
  return rows
}
