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

/** Marks a task for whoever runs the project (“the image is broken”), or takes the mark off with `flag: null`. The task stays open. */
export async function flagAssignment(
  actor: Actor,
  assignmentId: string,
  given: { flag: string | null; note?: string | null },
): Promise<void> {
  assertScope(actor, 'answer-assignment')
  await findAssignment(actor, assignmentId)
  const flag = given.flag?.trim() || null
  if (flag !== null && flag.length > 200)
    throw new AppError('bad-input', 'A flag may be 200 characters long. Put the rest into the note.', {
      detail: { field: 'flag' },
    })
  if (flag !== null) assertStorableText(flag, 'flag')
  const note = noteOf(given.note)
  await queueEngine().run(() => flagSteps(assignmentId, flag, note))
}

function* flagSteps(assignmentId: string, flag: string | null, note: string | null): Steps<void> {
  yield* sql(`UPDATE "Assignment" SET "flag" = $2, "note" = $3 WHERE "id" = $1`, [assignmentId, flag, note])
  yield* markFlagged(assignmentId)
}
