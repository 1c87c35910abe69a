import 'server-only'
import { AppError } from '@/lib/core/errors'
import type { Actor } from '../access/actor'
import { assertScope } from '../access/decide'
import { type Assignment, assignmentView } from './assignment-view'
import { queueEngine } from './engine'
import { findAssignment } from './find-assignment'
import { type Held, heldOf, selectHeld } from './held'
import { reopen } from './lease'
import { lockTask } from './lock-order'
import { type Dialect, flagOf, type Steps, sql } from './statement'
import { keepRevision, mayChange } from './submit-steps'

/**
 * Takes back an answer of one's own within ten minutes: the task is open again with the draft it was sent from. The answer stays on
 * record as a revision and leaves every count and export until there is a new one.
 */
export async function undoSubmit(actor: Actor, assignmentId: string): Promise<Assignment> {
  assertScope(actor, 'undo-annotation')
  await findAssignment(actor, assignmentId)
  const engine = queueEngine()
  const outcome = await engine.run(() => undoSteps(engine.dialect, assignmentId))
  if (outcome.is === 'open') return assignmentView(outcome.held)
  if (outcome.is === 'settled')
    throw new AppError(
      'conflict',
      'The ten minutes to take this answer back are over, or a reviewer has settled the task.',
      {
        detail: { reason: 'settled' },
      },
    )
  throw new AppError(
    'conflict',
    'There is no answer to take back here: the task was skipped, given back or its lease ran out.',
    {
      detail: { reason: 'not-answered' },
    },
  )
}

type Outcome = { is: 'open'; held: Held } | { is: 'settled' } | { is: 'not-answered' }

function* undoSteps(dialect: Dialect, assignmentId: string): Steps<Outcome> {
  yield* lockTask(dialect, assignmentId)
  const [annotation] = yield* sql(
    `SELECT ${mayChange(dialect)} AS "open" FROM "Annotation" n WHERE n."assignmentId" = $1`,
    [assignmentId],
  )
  if (annotation) {
    if (!flagOf(annotation, 'open')) return { is: 'settled' }
    yield* keepRevision(assignmentId)
    yield* sql(`DELETE FROM "Annotation" WHERE "assignmentId" = $1`, [assignmentId])
    yield* sql(reopen(dialect), [assignmentId])
  }
  // Taking back twice is taking back once.
  const [row] = yield* sql(`${selectHeld} WHERE a."id" = $1 AND a."state" = 'open'`, [assignmentId])
  return row ? { is: 'open', held: heldOf(row) } : { is: 'not-answered' }
}
