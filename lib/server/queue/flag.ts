import 'server-only'
import { AppError } from '@/lib/core/errors'
import { assertStorableText } from '@/lib/core/unicode'
import type { Actor } from '../access/actor'
import { assertScope } from '../access/decide'
import { markFlagged } from '../review/markers'
import { queueEngine } from './engine'
import { findAssignment } from './find-assignment'
import { noteOf } from './give-back'
import { type Steps, sql } from './statement'

/**
 * Marks a task for whoever runs the project (“the image is broken”), or takes the mark off with `flag: null`; likewise its note. What is left out
 * stays as it is, and so does the task.
 */
export async function flagAssignment(
  actor: Actor,
  assignmentId: string,
  given: { flag?: string | null | undefined; note?: string | null | undefined },
): Promise<void> {
  assertScope(actor, 'answer-assignment')
  await findAssignment(actor, assignmentId)
  const flag = given.flag === undefined ? undefined : given.flag?.trim() || null
  if (flag && flag.length > 200)
    throw new AppError('bad-input', 'A flag may be 200 characters long. Put the rest into the note.', {
      detail: { field: 'flag' },
    })
  if (flag) assertStorableText(flag, 'flag')
  const note = given.note === undefined ? undefined : noteOf(given.note)
  await queueEngine().run(() => flagSteps(assignmentId, flag, note))
}

function* flagSteps(
  assignmentId: string,
  flag: string | null | undefined,
  note: string | null | undefined,
): Steps<void> {
  if (note !== undefined) yield* sql(`UPDATE "Assignment" SET "note" = $2 WHERE "id" = $1`, [assignmentId, note])
  if (flag === undefined) return
  yield* sql(`UPDATE "Assignment" SET "flag" = $2 WHERE "id" = $1`, [assignmentId, flag])
  yield* markFlagged(assignmentId)
}
