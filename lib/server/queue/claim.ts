import 'server-only'
import { AppError } from '@/lib/core/errors'
import type { Actor, UserActor } from '../access/actor'
import { assertCan } from '../access/assert-can'
import { assertScope } from '../access/decide'
import { nowMs } from '../clock'
import { db } from '../db/db'
import { assertMayWork } from '../standing/assert-may-work'
import { type Assignment, assignmentView } from './assignment-view'
import { type ClaimAsk, queueEngine } from './engine'
import { assertNotLeafing } from './leafing'
import { numberOf } from './statement'

export const mostPerClaim = 10

export interface ClaimWish {
  /** One batch, one project, or neither for everything open to this labeler. */
  projectId?: string
  batchId?: string
  /** 1 to 10. */
  count: number
  /** Give all that the labeler has open there first, not only what they have begun: a page that starts anew asks so. */
  resume?: boolean
}

/**
 * Leases tasks to the actor: first the ones they have begun there (a draft is saved), then the next in line. Never a task they have
 * answered or skipped, never more people on a task than its overlap. Empty when nothing is left for them.
 */
export async function claimNext(actor: Actor, wish: ClaimWish): Promise<Assignment[]> {
  assertScope(actor, 'claim')
  const count = countOf(wish.count)
  const projectId = wish.projectId ?? null
  const batchId = wish.batchId ?? null
  if (batchId !== null) await mayClaim(actor, { batchId })
  else if (projectId !== null) await mayClaim(actor, { projectId })
  const ask: ClaimAsk = {
    labelerId: actor.userId,
    batchId,
    projectId: projectId ?? actor.projectId,
    count,
    first: wish.resume ? 'open' : 'begun',
  }
  await assertNotHoarding(actor.userId)
  assertNotLeafing(actor.userId, batchId)
  const held = await queueEngine().claim(ask)
  noteLeases(actor.userId, held.length)
  if (held.length === 0 && batchId !== null) await assertNotShutOut(actor.userId, batchId)
  if (held.length === 0) await assertMayWork(actor.userId, { batchId, projectId })
  return Promise.all(held.map(assignmentView))
}

function countOf(count: number): number {
  if (Number.isInteger(count) && count >= 1 && count <= mostPerClaim) return count
  throw new AppError('bad-input', `count must be a whole number from 1 to ${mostPerClaim}.`, {
    detail: { field: 'count' },
  })
}

const keptForMs = 1_000
const allowed = new Map<string, number>()

/** A labeler claims every few seconds, all day; a yes is kept for a second, like the list of batches. */
async function mayClaim(actor: UserActor, thing: { projectId: string } | { batchId: string }): Promise<void> {
  const place = 'batchId' in thing ? thing.batchId : thing.projectId
  const key = [actor.userId, actor.role, actor.projectId, place].join('/')
  const since = allowed.get(key)
  if (since !== undefined && Math.abs(nowMs() - since) < keptForMs) return
  await assertCan(actor, 'claim', thing)
  if (allowed.size > 10_000) allowed.clear()
  allowed.set(key, nowMs())
}

const mostOpen = 100
const leasedSinceCount = new Map<string, number>()

/** One person cannot lease a whole queue away from the others. Counted only now and then: it takes ten full claims to get there. */
async function assertNotHoarding(labelerId: string): Promise<void> {
  if ((leasedSinceCount.get(labelerId) ?? 0) < mostOpen) return
  const text = `SELECT count(*) AS "open" FROM "Assignment" WHERE "labelerId" = $1 AND "state" = 'open'`
  const [row] = await queueEngine().rows({ text, values: [labelerId] })
  const open = row ? numberOf(row, 'open') : 0
  if (open >= mostOpen)
    throw new AppError('too-many', `You hold ${open} tasks open. Answer, skip or give back some of them first.`)
  leasedSinceCount.set(labelerId, open)
}

function noteLeases(labelerId: string, count: number): void {
  if (leasedSinceCount.size > 10_000) leasedSinceCount.clear()
  leasedSinceCount.set(labelerId, (leasedSinceCount.get(labelerId) ?? 0) + count)
}

/** A batch for other people only looks as if it did not exist. */
async function assertNotShutOut(labelerId: string, batchId: string): Promise<void> {
  const shutOut = await db.batch.findFirst({
    where: { id: batchId, restricted: true, labelers: { none: { userId: labelerId } } },
    select: { id: true },
  })
  if (shutOut) throw new AppError('not-found', 'There is nothing here, or you have no access to it.')
}
