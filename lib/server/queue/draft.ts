import 'server-only'
import { AppError } from '@/lib/core/errors'
import type { Json } from '@/lib/core/labeler'
import { assertStorableJson } from '@/lib/core/unicode'
import type { Actor } from '../access/actor'
import { assertScope } from '../access/decide'
import { readDraft } from './assignment-view'
import { queueEngine } from './engine'
import { findAssignment } from './find-assignment'
import { type Dialect, numberOf, type Steps, sql, textOf, timeOf } from './statement'

export interface DraftReply {
  revision: number
  savedAt: string
}

const mostCharacters = 1_000_000

type Outcome =
  | { is: 'saved'; revision: number; savedAt: number }
  | { is: 'stale'; revision: number; draft: Json }
  | { is: 'closed' }

/**
 * Keeps what the labeler has so far. `revision` is the one the draft is based on, 0 for the first; a draft based on an older one than
 * is stored is refused with the stored draft, so that no window overwrites another's newer text. Drafts of leases that ran out are kept too.
 */
export async function saveDraft(
  actor: Actor,
  assignmentId: string,
  given: { draft: Json; revision: number },
): Promise<DraftReply> {
  assertScope(actor, 'answer-assignment')
  await findAssignment(actor, assignmentId)
  const body = draftBody(given.draft)
  const engine = queueEngine()
  const outcome = await engine.run(() => draftSteps(engine.dialect, assignmentId, body, given.revision))
  if (outcome.is === 'saved') return { revision: outcome.revision, savedAt: new Date(outcome.savedAt).toISOString() }
  if (outcome.is === 'closed')
    throw new AppError('conflict', 'This task is answered or skipped already, so there is no draft to keep.', {
      detail: { reason: 'closed' },
    })
  throw new AppError('conflict', 'Another window saved a newer draft of this task. Choose which one to keep.', {
    detail: { reason: 'stale-draft', draft: outcome.draft, revision: outcome.revision },
  })
}

/** A draft as it is stored, a labeler's or a reviewer's. */
export function draftBody(draft: Json): string {
  assertStorableJson(draft, 'draft')
  const body = JSON.stringify(draft)
  if (body.length <= mostCharacters) return body
  throw new AppError('too-large', 'This draft is longer than a million characters. Shorten it.', {
    detail: { field: 'draft' },
  })
}

function* draftSteps(dialect: Dialect, assignmentId: string, body: string, basedOn: number): Steps<Outcome> {
  const [assignment] = yield* sql(`SELECT "state" FROM "Assignment" WHERE "id" = $1 ${dialect.lock}`, [assignmentId])
  if (!assignment || ['submitted', 'skipped'].includes(textOf(assignment, 'state'))) return { is: 'closed' }
  const [stored] = yield* sql(`SELECT "body", "revision", "updatedAt" FROM "Draft" WHERE "assignmentId" = $1`, [
    assignmentId,
  ])
  const revision = stored ? numberOf(stored, 'revision') : 0
  if (stored && basedOn !== revision) {
    // The reply to this very draft was lost on its way.
    if (textOf(stored, 'body') === body) return { is: 'saved', revision, savedAt: timeOf(stored, 'updatedAt') }
    return { is: 'stale', revision, draft: readDraft(textOf(stored, 'body')) }
  }
  const [saved] = yield* sql(
    `INSERT INTO "Draft" ("assignmentId", "body", "revision", "updatedAt") VALUES ($1, $2, $3, ${dialect.now})
     ON CONFLICT ("assignmentId") DO UPDATE SET "body" = excluded."body", "revision" = excluded."revision", "updatedAt" = excluded."updatedAt"
     RETURNING "revision", "updatedAt"`,
    [assignmentId, body, revision + 1],
  )
  if (!saved) throw new Error(`The draft of ${assignmentId} was not stored.`)
  return { is: 'saved', revision: numberOf(saved, 'revision'), savedAt: timeOf(saved, 'updatedAt') }
}
