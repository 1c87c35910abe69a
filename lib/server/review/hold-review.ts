import 'server-only'
import { AppError } from '@/lib/core/errors'
import type { Json } from '@/lib/core/labeler'
import { type Actor, signedIn } from '../access/actor'
import { assertCan } from '../access/assert-can'
import { refused } from '../access/decide'
import { readDraft } from '../queue/assignment-view'
import { draftBody } from '../queue/draft'
import { queueEngine } from '../queue/engine'
import { type Dialect, numberOf, type Steps, sql, textOrNull, timeOf } from '../queue/statement'
import { hold, take } from './claim-steps'

/** Keeps the task for another quarter of an hour; takes it again when the lease was over and nobody else has it. */
export async function renewReview(actor: Actor, taskId: string): Promise<{ leaseExpiresAt: string }> {
  const reviewerId = await reviewerOf(actor, taskId)
  const engine = queueEngine()
  const until = await engine.run(function* (): Steps<number | null> {
    const held = (yield* hold(engine.dialect, taskId, reviewerId)) || (yield* take(engine.dialect, taskId, reviewerId))
    if (!held) return null
    const [row] = yield* sql(`SELECT "leaseUntil" FROM "ReviewLease" WHERE "taskId" = $1 AND "reviewerId" = $2`, [
      taskId,
      reviewerId,
    ])
    return row ? timeOf(row, 'leaseUntil') : null
  })
  if (until !== null) return { leaseExpiresAt: new Date(until).toISOString() }
  throw new AppError('conflict', 'This task went to another reviewer, or is settled. Your draft is kept.', {
    detail: { reason: 'lease-lost' },
  })
}

/** Leaves the task to other reviewers: it does not come back by itself. The draft stays. */
export async function passReview(actor: Actor, taskId: string): Promise<void> {
  await letGo(await reviewerOf(actor, taskId), taskId, 'passed')
}

/** Gives the task back, for oneself later or for others. The draft stays. */
export async function releaseReview(actor: Actor, taskId: string): Promise<void> {
  await letGo(await reviewerOf(actor, taskId), taskId, 'done')
}

async function letGo(reviewerId: string, taskId: string, state: 'passed' | 'done'): Promise<void> {
  const text = `UPDATE "ReviewLease" SET "state" = $3, "leaseUntil" = NULL WHERE "taskId" = $1 AND "reviewerId" = $2 AND ("state" = 'open' OR $3 = 'passed')`
  await queueEngine().run(() => sql(text, [taskId, reviewerId, state]))
}

type Outcome = { is: 'saved'; revision: number } | { is: 'stale'; revision: number; draft: Json } | { is: 'closed' }

/**
 * Keeps what the reviewer has so far. A draft based on an older revision than is stored is refused with the stored one; one whose lease is
 * over is kept all the same.
 */
export async function saveReviewDraft(
  actor: Actor,
  taskId: string,
  given: { draft: Json; revision: number },
): Promise<{ revision: number; savedAt: string }> {
  const reviewerId = await reviewerOf(actor, taskId)
  const body = draftBody(given.draft)
  const engine = queueEngine()
  const outcome = await engine.run(() => draftSteps(engine.dialect, { taskId, reviewerId, body, on: given.revision }))
  if (outcome.is === 'saved') return { revision: outcome.revision, savedAt: new Date().toISOString() }
  if (outcome.is === 'closed') throw refused('not-found')
  throw new AppError('conflict', 'Another window saved a newer draft of this verdict. Choose which one to keep.', {
    detail: { reason: 'stale-draft', draft: outcome.draft, revision: outcome.revision },
  })
}

function* draftSteps(
  dialect: Dialect,
  { taskId, reviewerId, body, on }: { taskId: string; reviewerId: string; body: string; on: number },
): Steps<Outcome> {
  const [stored] = yield* sql(
    `SELECT "draft", "draftRevision" FROM "ReviewLease" WHERE "taskId" = $1 AND "reviewerId" = $2 ${dialect.lock}`,
    [taskId, reviewerId],
  )
  if (!stored) return { is: 'closed' }
  const revision = numberOf(stored, 'draftRevision')
  const draft = textOrNull(stored, 'draft')
  if (on !== revision) {
    // The reply to this very draft was lost on its way.
    return draft === body ? { is: 'saved', revision } : { is: 'stale', revision, draft: readDraft(draft) }
  }
  yield* sql(
    `UPDATE "ReviewLease" SET "draft" = $3, "draftRevision" = CAST($4 AS INTEGER) WHERE "taskId" = $1 AND "reviewerId" = $2`,
    [taskId, reviewerId, body, revision + 1],
  )
  return { is: 'saved', revision: revision + 1 }
}

async function reviewerOf(actor: Actor, taskId: string): Promise<string> {
  await assertCan(actor, 'adjudicate', { taskId })
  return signedIn(actor).userId
}
