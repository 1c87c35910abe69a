import 'server-only'
import { AppError } from '@/lib/core/errors'
import { type Actor, userIdOf } from '../access/actor'
import { nextReview, takeReview } from './next-review'
import { type ReviewProgress, reviewProgress } from './review-queue'
import type { ReviewTask } from './review-task'

interface ClaimedReviews {
  tasks: ReviewTask[]
  progress: ReviewProgress | null
}

/** Tasks of a project, or one by its id, with how far the reviewer is in its project. */
export async function claimReview(
  actor: Actor,
  wish: { projectId?: string | undefined; taskId?: string | undefined; count: number; passedToo?: boolean | undefined },
): Promise<ClaimedReviews> {
  if (wish.taskId !== undefined) {
    const task = await takeReview(actor, wish.taskId)
    return { tasks: [task], progress: await reviewProgress(task.projectId, userIdOf(actor)) }
  }
  if (wish.projectId === undefined) throw new AppError('bad-input', 'Name a project or a task.')
  const { projectId, count, passedToo = false } = wish
  const tasks = await nextReview(actor, { projectId, count, passedToo })
  return { tasks, progress: await reviewProgress(projectId, userIdOf(actor)) }
}
