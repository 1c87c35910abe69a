import 'server-only'
import { displayOrder } from '@/lib/core/assignment/display-order'
import { canonicalJson } from '@/lib/core/canonical-json'
import { AppError } from '@/lib/core/errors'
import type { Json } from '@/lib/core/labeler'
import type { AnyTaskType } from '@/lib/core/task-type'
import { assertStorableJson } from '@/lib/core/unicode'
import { taskTypeOf } from '@/lib/task-types/registry'
import type { Actor } from '../access/actor'
import { assertScope } from '../access/decide'
import { type Feedback, feedbackOn } from '../gold/feedback'
import { settleBatch } from '../outcomes/settle-batch'
import { type Assignment, assignmentView, readTask } from './assignment-view'
import { mostPerClaim } from './claim'
import { type ClaimAsk, queueEngine } from './engine'
import { findAssignment } from './find-assignment'
import { type Progress, progressOf } from './progress'
import type { SubmitOutcome } from './submit-steps'

export interface SubmittedAnswer {
  answer: unknown
  timeSpentMs: number
  /** How many tasks of this batch the labeler wants to have open now: those they hold are given again, the rest is leased. */
  next?: number
  /** What the editor shows, for an undo. */
  draft?: Json
}

export interface SubmitReply {
  annotation: { id: string; taskId: string; answer: unknown; revision: number; createdAt: string }
  progress: Progress
  next: Assignment[]
  /** Training only: the known answer beside one's own. */
  feedback?: Feedback
}

/**
 * Stores the answer to an assignment of the actor's own. The same answer again gives the same reply and stays one annotation; another
 * one within ten minutes becomes a revision. An answer whose lease is over is taken while a place is free.
 * @throws AppError `not-found` for an assignment that is not theirs, `invalid-content` for an answer this payload does not allow,
 * `conflict` when the task was skipped, the grace period is over, or (`reason: 'lease-lost'`) the place was given away: then the answer is kept beside the draft.
 */
export async function submitAnnotation(
  actor: Actor,
  assignmentId: string,
  given: SubmittedAnswer,
): Promise<SubmitReply> {
  assertScope(actor, 'answer-assignment')
  const found = await findAssignment(actor, assignmentId)
  assertStorableJson(given.answer, 'answer')
  if (given.draft !== undefined) assertStorableJson(given.draft, 'draft')
  const type = taskTypeOf(found.taskType)
  const { payload, config } = await readTask(type, found)
  const answer = checkedAnswer(type, payload, config, given.answer)
  const answered = {
    assignmentId,
    labelerId: actor.userId,
    answer: canonicalJson(answer),
    displayOrder: JSON.stringify(displayOrder(found.seed, type.alternatives(payload))),
    timeSpentMs: timeSpent(given.timeSpentMs),
    draft: given.draft === undefined ? null : JSON.stringify(given.draft),
  }
  const { outcome, next } = await queueEngine().submit(answered, askNext(actor.userId, found.batchId, given.next ?? 0))
  const annotation = stored(outcome)
  // Who passes the mark goes on to real work at once, not when the next round of settling comes.
  if (found.batchKind === 'qualification') await settleBatch(found.batchId)
  const feedback = found.batchKind === 'training' ? await feedbackOn(found.taskId, { type, config, answer }) : null
  return {
    annotation: {
      id: assignmentId,
      taskId: found.taskId,
      answer,
      revision: annotation.revision,
      createdAt: new Date(annotation.createdAt).toISOString(),
    },
    progress: await progressOf(found.batchId, actor.userId),
    next: await Promise.all(next.map(assignmentView)),
    ...(feedback === null ? {} : { feedback }),
  }
}

function checkedAnswer(type: AnyTaskType, payload: unknown, config: unknown, given: unknown): unknown {
  const result = type.answerFor(payload, config).safeParse(given)
  if (result.success) return result.data
  const [first] = result.error.issues
  const field = ['answer', ...(first?.path ?? [])].map(String).join('.')
  throw new AppError('invalid-content', `${field}: ${first?.message ?? 'This answer does not fit the task.'}`, {
    cause: result.error,
    detail: { field },
  })
}

/** A day at most: a page left open says nothing about work. */
function timeSpent(timeSpentMs: number): number {
  if (!Number.isFinite(timeSpentMs) || timeSpentMs < 0)
    throw new AppError('bad-input', 'timeSpentMs must be a number of milliseconds, 0 or more.', {
      detail: { field: 'timeSpentMs' },
    })
  return Math.min(Math.round(timeSpentMs), 86_400_000)
}

function askNext(labelerId: string, batchId: string, next: number): ClaimAsk | null {
  if (!Number.isInteger(next) || next < 0 || next > mostPerClaim)
    throw new AppError('bad-input', `next must be a whole number from 0 to ${mostPerClaim}.`, {
      detail: { field: 'next' },
    })
  return next === 0 ? null : { labelerId, batchId, projectId: null, count: next, first: 'open' }
}

function stored(outcome: SubmitOutcome): { revision: number; createdAt: number } {
  switch (outcome.is) {
    case 'stored':
      return outcome.annotation
    case 'absent':
      throw new AppError('not-found', 'There is nothing here, or you have no access to it.')
    case 'skipped':
      throw new AppError('conflict', 'You skipped this task, so it went to someone else. Go on with the next one.', {
        detail: { reason: 'skipped' },
      })
    case 'settled':
      throw new AppError(
        'conflict',
        'Another answer of yours is stored here, and it can no longer be changed: the ten minutes are over, or a reviewer has settled the task.',
        {
          detail: { reason: 'settled' },
        },
      )
    case 'lost':
      throw new AppError(
        'conflict',
        'Your lease on this task ran out and its last place was given to someone else. Your answer is kept with your draft; go on with the next task.',
        { detail: { reason: 'lease-lost' } },
      )
  }
}
