import 'server-only'
import { AppError } from '@/lib/core/errors'
import { assertStorableText } from '@/lib/core/unicode'
import type { Actor } from '../access/actor'
import { assertScope } from '../access/decide'
import { queueEngine } from './engine'
import { findAssignment } from './find-assignment'
import { giveBack } from './give-back-steps'
import { noteGivenBack } from './leafing'
import { type Dialect, type Steps, sql, textOf } from './statement'

/** Passes a task on, with the reason. It never comes back to this labeler. Skipping twice is skipping once. */
export async function skipAssignment(
  actor: Actor,
  assignmentId: string,
  given: { reason: string; note?: string },
): Promise<void> {
  assertScope(actor, 'answer-assignment')
  const { batchId } = await findAssignment(actor, assignmentId)
  const reason = given.reason.trim()
  if (reason === '' || reason.length > 200)
    throw new AppError('bad-input', 'Give a reason for skipping, in at most 200 characters.', {
      detail: { field: 'reason' },
    })
  assertStorableText(reason, 'reason')
  const note = noteOf(given.note)
  const engine = queueEngine()
  noteGivenBack(actor.userId, batchId)
  const state = await engine.run(() => skipSteps(engine.dialect, assignmentId, reason, note))
  if (state === 'submitted')
    throw new AppError('conflict', 'You have answered this task already. Undo the answer first, then skip.', {
      detail: { reason: 'answered' },
    })
}

/** Hands a task back unanswered, for others or for oneself later. The draft stays. Harmless when the lease is over already. */
export async function releaseAssignment(actor: Actor, assignmentId: string): Promise<void> {
  assertScope(actor, 'answer-assignment')
  const { batchId } = await findAssignment(actor, assignmentId)
  const engine = queueEngine()
  noteGivenBack(actor.userId, batchId)
  await engine.run(() => giveBack(engine.dialect, assignmentId, 'released'))
}

export function noteOf(note: string | null | undefined): string | null {
  const text = note?.trim() ?? ''
  if (text === '') return null
  assertStorableText(text, 'note')
  if (text.length > 2_000)
    throw new AppError('bad-input', 'A note may be 2,000 characters long. Shorten it.', { detail: { field: 'note' } })
  return text
}

function* skipSteps(dialect: Dialect, assignmentId: string, reason: string, note: string | null): Steps<string> {
  const wasOpen = yield* giveBack(dialect, assignmentId, 'skipped')
  // A lease that is over holds no place any more, but the wish not to see this task again counts all the same.
  const late = `UPDATE "Assignment" SET "state" = 'skipped' WHERE "id" = $1 AND "state" IN ('expired', 'released')`
  if (!wasOpen) yield* sql(late, [assignmentId])
  const [skipped] = yield* sql(
    `UPDATE "Assignment" SET "skipReason" = COALESCE("skipReason", $2), "note" = COALESCE($3, "note") WHERE "id" = $1 AND "state" = 'skipped' RETURNING "state"`,
    [assignmentId, reason, note],
  )
  return skipped ? textOf(skipped, 'state') : 'submitted'
}
