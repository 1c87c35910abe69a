import 'server-only'
import { AppError } from '@/lib/core/errors'
import { type Actor, signedIn } from '../access/actor'
import { assertCan, can } from '../access/assert-can'
import { refused } from '../access/decide'
import { db } from '../db/db'
import { queueEngine } from '../queue/engine'
import { claimSteps, type ReviewAsk, take } from './claim-steps'
import { hasLabeled, labeledIt } from './own-work'
import { type ReviewTask, reviewTask } from './review-task'
import { waiting } from './waiting'

const mostPerClaim = 10

export interface ReviewWish {
  projectId: string
  /** 1 to 10. */
  count: number
  /** Also what one had left to others. */
  passedToo?: boolean
}

/**
 * Leases disputed tasks of a project to the actor: what they hold already, then those people agree on least. Never one they have labeled
 * themself, never one that another reviewer has open. Empty when nothing waits for them.
 */
export async function nextReview(actor: Actor, wish: ReviewWish): Promise<ReviewTask[]> {
  await assertCan(actor, 'adjudicate', { projectId: wish.projectId })
  const reviewerId = signedIn(actor).userId
  const count = Math.min(mostPerClaim, Math.max(1, Math.floor(wish.count)))
  const ask: ReviewAsk = { projectId: wish.projectId, reviewerId, count, passedToo: wish.passedToo ?? false }
  const engine = queueEngine()
  const taskIds = await engine.run(() => claimSteps(engine.dialect, ask))
  return tasksOf(taskIds, reviewerId)
}

async function tasksOf(taskIds: readonly string[], reviewerId: string): Promise<ReviewTask[]> {
  const tasks: ReviewTask[] = []
  for (const taskId of taskIds) tasks.push(await reviewTask(taskId, reviewerId))
  return tasks
}

/** Leases one task by name: any finished one for a manager, a waiting one or one's own verdict for a reviewer. */
export async function takeReview(actor: Actor, taskId: string): Promise<ReviewTask> {
  await assertCan(actor, 'adjudicate', { taskId })
  const reviewerId = signedIn(actor).userId
  if (await hasLabeled(taskId, reviewerId)) throw labeledIt()
  if (!(await isTheirs(actor, taskId, reviewerId))) throw refused('not-found')
  await assertFinished(taskId)
  const engine = queueEngine()
  if (await engine.run(() => take(engine.dialect, taskId, reviewerId, true))) return reviewTask(taskId, reviewerId)
  throw new AppError('conflict', 'Another reviewer has this task open. Take the next one.', {
    detail: { reason: 'held' },
  })
}

async function isTheirs(actor: Actor, taskId: string, reviewerId: string): Promise<boolean> {
  if (await can(actor, 'update-project', { taskId })) return true
  const verdict = await db.adjudication.findUnique({ where: { taskId }, select: { reviewerId: true } })
  if (verdict?.reviewerId === reviewerId) return true
  const { batch } = await db.task.findUniqueOrThrow({
    where: { id: taskId },
    select: { batch: { select: { projectId: true } } },
  })
  const text = `SELECT t."id" ${waiting} AND t."id" = $2`
  const rows = await queueEngine().rows({ text, values: [batch.projectId, taskId] })
  return rows.length > 0
}

/** There is nothing to judge while answers are still awaited. */
export async function assertFinished(taskId: string): Promise<void> {
  const task = await db.task.findUniqueOrThrow({
    where: { id: taskId },
    select: { submitted: true, overlap: true, lane: true, batch: { select: { kind: true } } },
  })
  if (task.lane === 2 || task.batch.kind !== 'work')
    throw new AppError(
      'conflict',
      'This task has a known answer to measure labelers by, so there is nothing to settle.',
      {
        detail: { reason: 'known-answer' },
      },
    )
  if (task.submitted > 0 && task.submitted >= task.overlap) return
  throw new AppError(
    'conflict',
    `This task has ${task.submitted} of ${task.overlap} answers. It can be reviewed when all are there.`,
    { detail: { reason: 'unfinished' } },
  )
}
