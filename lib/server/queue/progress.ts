import 'server-only'
import { queueEngine } from './engine'
import { flagOf, numberOf, type Row } from './statement'

/** One labeler's way through a batch. */
export interface Progress {
  /** Tasks this labeler is through with: answered or skipped. */
  done: number
  /** `done` and what may still come their way (an upper bound while others work on the same tasks). */
  total: number
  /** Answers this labeler has given. */
  mine: number
}

const select = `SELECT b."taskCount" AS "tasks", b."hasOpen", b."kind", b."goldRate", (SELECT COALESCE(SUM(x."completed"), 0) FROM "BatchTally" x WHERE x."batchId" = b."id") AS "completed",
    COALESCE(m."submitted", 0) AS "submitted", COALESCE(m."skipped", 0) AS "skipped",
    (SELECT count(*) FROM "Assignment" a JOIN "Task" t ON t."id" = a."taskId"
      WHERE a."labelerId" = $2 AND a."state" = 'open' AND t."batchId" = b."id") AS "begun"
  FROM "Batch" b LEFT JOIN "BatchTally" m ON m."batchId" = b."id" AND m."labelerId" = $2 WHERE b."id" = $1`

/** From the kept counters: costs the same for ten tasks and ten million. */
export async function progressOf(batchId: string, labelerId: string): Promise<Progress> {
  const [row] = await queueEngine().rows({ text: select, values: [batchId, labelerId] })
  if (!row) return { done: 0, total: 0, mine: 0 }
  return progressFrom({
    tasks: numberOf(row, 'tasks'),
    completed: numberOf(row, 'completed'),
    submitted: numberOf(row, 'submitted'),
    skipped: numberOf(row, 'skipped'),
    begun: numberOf(row, 'begun'),
    hasOpen: flagOf(row, 'hasOpen'),
    gold: goldOf(row),
  })
}

export function goldOf(row: Row): Counts['gold'] {
  return row.kind === 'work' ? { rate: Number(row.goldRate), only: false } : { rate: 0, only: true }
}

export interface Counts {
  tasks: number
  completed: number
  submitted: number
  skipped: number
  /** Tasks this labeler holds open: theirs to do even when no place is left for anybody else. */
  begun: number
  hasOpen: boolean
  gold: { rate: number; only: boolean }
}

/**
 * Completed tasks are closed to everyone; those one has done lie mostly among them, since all walk the same order. Where known answers are
 * mixed in, only the labeler's own numbers count, and in tens: a sum that moved with each real task would tell which ones are not.
 */
export function progressFrom(counts: Counts): Progress {
  const { tasks, gold, begun } = counts
  const done = counts.submitted + counts.skipped
  const mixed = gold.rate > 0
  const all = mixed ? withGold(tasks, gold.rate) : tasks
  const completed = mixed || gold.only ? 0 : counts.completed
  const open = counts.hasOpen ? Math.max(0, all - Math.max(completed, done)) : 0
  return { done, total: done + Math.max(open, begun), mine: counts.submitted }
}

/** So many tasks and the known answers that come with them, in tens. */
export function withGold(tasks: number, rate: number): number {
  return Math.ceil(tasks / (1 - rate) / 10) * 10
}
