import 'server-only'
import type { Actor } from '../access/actor'
import { assertScope } from '../access/decide'
import { noDeadline } from '../clock'
import { queueEngine } from './engine'
import { mayWork } from './held'
import { goldOf, type Progress, progressFrom, withGold } from './progress'
import { flagOf, numberOf, type Row, textOf, timeOf } from './statement'

/** A batch that is open to a labeler, for their home page. */
export interface OpenQueue {
  projectId: string
  projectName: string
  taskType: string
  batchId: string
  batchName: string
  priority: number
  /** Null: none. */
  deadline: string | null
  progress: Progress
  /** Practice and qualification say so; work is work, whatever is mixed in. */
  kind: string
  /** Tasks that may still come their way; exact in batches of up to a thousand tasks, an upper bound above. */
  left: number
  /** Tasks they hold open at this moment. */
  begun: number
}

const exactUpTo = 1_000
const mostBatches = 200

const select = `SELECT b."id", b."name", b."projectId", p."name" AS "projectName", p."taskType", b."priority", b."deadline", b."hasOpen", b."kind", b."goldRate", b."taskCount" AS "tasks",
    (SELECT COALESCE(SUM(x."completed"), 0) FROM "BatchTally" x WHERE x."batchId" = b."id") AS "completed",
    COALESCE(m."submitted", 0) AS "submitted", COALESCE(m."skipped", 0) AS "skipped",
    (SELECT count(*) FROM "Assignment" a JOIN "Task" t ON t."id" = a."taskId" WHERE a."labelerId" = $1 AND a."state" = 'open' AND t."batchId" = b."id") AS "begun",
    CASE WHEN b."hasOpen" = TRUE AND b."taskCount" <= ${exactUpTo} THEN (SELECT count(*) FROM "Task" t WHERE t."batchId" = b."id" AND t."lane" IN (0, 1, CASE WHEN b."kind" = 'work' THEN 1 ELSE 2 END) AND t."free" > 0
      AND NOT EXISTS (SELECT 1 FROM "Assignment" a WHERE a."taskId" = t."id" AND a."labelerId" = $1 AND a."state" IN ('open', 'submitted', 'skipped'))) END AS "left"
  FROM "Batch" b JOIN "Project" p ON p."id" = b."projectId" LEFT JOIN "BatchTally" m ON m."batchId" = b."id" AND m."labelerId" = $1
  WHERE b."status" = 'active' AND b."deletedAt" IS NULL AND p."deletedAt" IS NULL AND ($2 = '' OR b."projectId" = $2)
    AND (p."access" = 'everyone' OR EXISTS (SELECT 1 FROM "Member" e WHERE e."projectId" = p."id" AND e."userId" = $1))
    AND (b."restricted" = FALSE OR EXISTS (SELECT 1 FROM "BatchLabeler" l WHERE l."batchId" = b."id" AND l."userId" = $1))
    AND ${mayWork}
  ORDER BY b."priority" DESC, b."deadline", b."id" LIMIT ${mostBatches}`

/** What a labeler can work on: batches they have begun first, then the most urgent, those they are through with last. */
export async function openQueues(actor: Actor): Promise<OpenQueue[]> {
  assertScope(actor, 'claim')
  const rows = await queueEngine().rows({ text: select, values: [actor.userId, actor.projectId ?? ''] })
  const queues = rows.map(queueOf)
  const rank = (queue: OpenQueue) => (queue.begun > 0 ? 0 : queue.left > 0 ? 1 : 2)
  return queues
    .filter((queue) => queue.begun > 0 || queue.left > 0 || queue.progress.done > 0)
    .sort((a, b) => rank(a) - rank(b))
}

function queueOf(row: Row): OpenQueue {
  const begun = numberOf(row, 'begun')
  const progress = progressFrom({
    tasks: numberOf(row, 'tasks'),
    completed: numberOf(row, 'completed'),
    submitted: numberOf(row, 'submitted'),
    skipped: numberOf(row, 'skipped'),
    begun,
    hasOpen: flagOf(row, 'hasOpen'),
    gold: goldOf(row),
  })
  const counted = row.left === null ? Math.max(0, progress.total - progress.done - begun) : numberOf(row, 'left')
  const { rate } = goldOf(row)
  const left = rate > 0 ? withGold(counted, rate) : counted
  const deadline = timeOf(row, 'deadline')
  return {
    projectId: textOf(row, 'projectId'),
    projectName: textOf(row, 'projectName'),
    taskType: textOf(row, 'taskType'),
    batchId: textOf(row, 'id'),
    batchName: textOf(row, 'name'),
    kind: textOf(row, 'kind'),
    priority: numberOf(row, 'priority'),
    deadline: deadline === noDeadline.getTime() ? null : new Date(deadline).toISOString(),
    progress: { ...progress, total: progress.done + begun + left },
    left,
    begun,
  }
}
