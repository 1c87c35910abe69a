import 'server-only'
import { AppError } from '@/lib/core/errors'
import { type Actor, signedIn } from '../access/actor'
import { assertCan, can } from '../access/assert-can'
import { audit } from '../audit/audited'
import { db } from '../db/db'
import { askAnother } from '../outcomes/outcome-steps'
import { queueEngine } from '../queue/engine'
import { noteOf } from '../queue/give-back'
import { isHeld } from './held'
import { hasLabeled, labeledIt } from './own-work'
import { type OpenReview, openReview } from './review-task'
import { reopenSteps } from './send-back-steps'

/** More answers to one task than any batch may ask for. */
const mostOverlap = 20

export type SendBack =
  /** To the person who gave answer `annotation` (its letter), with words for them. */
  | { to: 'labeler'; annotation: string; basis: string; note: string }
  /** The same by a manager, who sees whose answer is which. */
  | { to: 'labeler'; assignmentId: string; note: string }
  /** To one more labeler; all answers stay. */
  | { to: 'others' }

/**
 * Instead of a verdict: the labeler of an answer is asked to look again (their answer stays on record as a revision, the task is theirs for
 * three days), or one more labeler is asked. The task comes back to review when the new answer is there and all are still not of one mind.
 */
export async function sendBack(actor: Actor, taskId: string, given: SendBack): Promise<void> {
  await assertCan(actor, 'adjudicate', { taskId })
  const reviewerId = signedIn(actor).userId
  if (await hasLabeled(taskId, reviewerId)) throw labeledIt()
  await assertOpenTo(actor, taskId, reviewerId)
  const review = await openReview(taskId, reviewerId)
  const engine = queueEngine()
  if (given.to === 'others') {
    const asked = await engine.run(() => askAnother(review.batchId, [taskId], mostOverlap))
    if (asked === 0) throw closed()
  } else {
    const note = noteOf(given.note)
    if (note === null)
      throw new AppError('bad-input', 'Say what the labeler should look at.', { detail: { field: 'note' } })
    const assignmentId = await meantBy(actor, taskId, review, given)
    const reopened = await engine.run(() => reopenSteps(engine.dialect, assignmentId, note))
    if (!reopened) throw closed()
  }
  await db.reviewLease.updateMany({ where: { taskId, reviewerId }, data: { state: 'done', leaseUntil: null } })
  await audit(actor, {
    action: 'task.send-back',
    subjectType: 'task',
    subjectId: taskId,
    projectId: review.projectId,
    detail: { to: given.to },
  })
}

async function meantBy(
  actor: Actor,
  taskId: string,
  review: OpenReview,
  given: Extract<SendBack, { to: 'labeler' }>,
): Promise<string> {
  if ('assignmentId' in given) {
    await assertCan(actor, 'update-project', { taskId })
    const answer = review.answers.find(({ assignmentId }) => assignmentId === given.assignmentId)
    if (answer !== undefined) return answer.assignmentId
  } else {
    const answer = review.answers.find(({ letter }) => letter === given.annotation)
    if (answer !== undefined && given.basis === review.basis) return answer.assignmentId
  }
  throw new AppError('conflict', 'An answer of this task has changed since you opened it. Look at it again.', {
    detail: { reason: 'answers-changed' },
  })
}

/** Who holds the task, or manages the project while nobody holds it. */
async function assertOpenTo(actor: Actor, taskId: string, reviewerId: string): Promise<void> {
  const open = await db.reviewLease.findMany({ where: { taskId, state: 'open' } })
  const others = open.filter((lease) => lease.reviewerId !== reviewerId)
  if (!others.some(isHeld)) {
    if (others.length < open.length) return
    if (await can(actor, 'update-project', { taskId })) return
  }
  throw new AppError('conflict', 'Take this task from the queue first, so that no two reviewers settle it at once.', {
    detail: { reason: 'not-held' },
  })
}

function closed(): AppError {
  return new AppError(
    'conflict',
    'This task takes no more answers: it is settled, its batch is closed, or an answer is awaited already.',
    { detail: { reason: 'closed' } },
  )
}
