import 'server-only'
import { db } from '@/lib/server/db/db'

export interface BatchCounts {
  tasks: number
  /** Tasks with all the answers asked for. */
  completed: number
  /** Answers given, and answers asked for in all: single tasks may have been given more than the overlap. */
  submitted: number
  wanted: number
  /** Answers to known tasks beside those: mixed in, or all there are in training and qualification. */
  mixedIn: number
  /** Tasks that people hold open at the moment. */
  open: number
}

/** From the kept counters: costs the same for ten tasks and ten million. */
export async function batchCounts(batch: { id: string; taskCount: number; overlap: number }): Promise<BatchCounts> {
  const tally = await db.batchTally.aggregate({
    where: { batchId: batch.id },
    _sum: { submitted: true, completed: true },
  })
  // Answers to known tasks that are mixed in fill no place.
  const mixedIn = await db.assignment.count({
    where: { state: 'submitted', task: { batchId: batch.id, lane: 2, free: { gt: 0 } } },
  })
  const open = await db.assignment.count({ where: { leaseUntil: { not: null }, task: { batchId: batch.id } } })
  const submitted = (tally._sum.submitted ?? 0) - mixedIn
  return {
    tasks: batch.taskCount,
    completed: tally._sum.completed ?? 0,
    submitted,
    mixedIn,
    wanted: Math.max(batch.taskCount * batch.overlap, submitted),
    open,
  }
}
