import 'server-only'
import { queueEngine } from './engine'
import { flagOf, numberOf } from './statement'

/** One labeler's way through a batch. */
export interface Progress {
  /** Tasks this labeler is through with: answered or skipped. */
  done: number
  /** `done` and what may still come their way (an upper bound while others work on the same tasks). */
  total: number
  /** Answers this labeler has given. */
  mine: number
}

const select = `SELECT b."taskCount" AS "tasks", b."hasOpen", (SELECT COALESCE(SUM(x."completed"), 0) FROM "BatchTally" x WHERE x."batchId" = b."id") AS "completed",
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
  })
}

export interface Counts {
  tasks: number
  completed: number
  submitted: number
  skipped: number
  /** Tasks this labeler holds open: theirs to do even when no place is left for anybody else. */
  begun: number
  hasOpen: boolean
}

/** Completed tasks are closed to everyone; those one has done lie mostly among them, since all walk the same order. */
export function progressFrom(counts: Counts): Progress {
  const done = counts.submitted + counts.skipped
  const open = counts.hasOpen ? Math.max(0, counts.tasks - Math.max(counts.completed, done)) : 0
  return { done, total: done + Math.max(open, counts.begun), mine: counts.submitted }
}
