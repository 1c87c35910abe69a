import 'server-only'
import { nowMs } from '@/lib/server/clock'
import { db } from '@/lib/server/db/db'

export interface BatchCounts {
  tasks: number
  /** Tasks with all the answers asked for. */
  completed: number
  /** Answers given, and answers asked for in all. */
  submitted: number
  wanted: number
  /** Tasks that people hold open at the moment. */
  open: number
}

const freshMs = 2_000
const remembered = new Map<string, { at: number; counts: Promise<BatchCounts> }>()

/** Counted over the tasks' own counters, at most every two seconds a batch, however many dashboards look on. */
export function batchCounts(batchId: string): Promise<BatchCounts> {
  const at = nowMs()
  const known = remembered.get(batchId)
  if (known && Math.abs(at - known.at) < freshMs) return known.counts
  if (remembered.size > 1_000) remembered.clear()
  const counts = count(batchId)
  remembered.set(batchId, { at, counts })
  counts.catch(() => remembered.delete(batchId))
  return counts
}

/** Staged lines of an import that is still being read do not count. */
async function count(batchId: string): Promise<BatchCounts> {
  const published = { batchId, lane: { lt: 9 } }
  const all = await db.task.aggregate({
    where: published,
    _count: true,
    _sum: { overlap: true, submitted: true, free: true },
  })
  const completed = await db.task.count({ where: { ...published, submitted: { gte: db.task.fields.overlap } } })
  const wanted = all._sum.overlap ?? 0
  const submitted = all._sum.submitted ?? 0
  return { tasks: all._count, completed, submitted, wanted, open: wanted - submitted - (all._sum.free ?? 0) }
}
