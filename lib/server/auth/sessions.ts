import 'server-only'
import type { UserActor } from '@/lib/server/access/actor'
import { now, nowMs } from '@/lib/server/clock'
import { db } from '@/lib/server/db/db'
import { timeOf } from '@/lib/server/queue/statement'
import { holderOf, sessionRow } from './holder'
import { hashOf, randomToken } from './random-token'
import { sessionSeconds } from './session-cookie'

/** Signs a person in: a new row, a new token, never an old one taken over. */
export async function openSession(userId: string): Promise<string> {
  const token = randomToken()
  const user = await db.user.findUniqueOrThrow({ where: { id: userId }, select: { sessionVersion: true } })
  const at = now()
  const expiresAt = new Date(at.getTime() + sessionSeconds * 1000)
  await db.session.deleteMany({ where: { userId, expiresAt: { lt: at } } })
  await db.session.create({
    data: { tokenHash: hashOf(token), userId, sessionVersion: user.sessionVersion, createdAt: at, expiresAt },
  })
  return token
}

/** Who holds this session now. The role is read each time: a demotion, a sign-out or a disabled account counts from the next request on. */
export async function sessionActor(token: string): Promise<UserActor | null> {
  const row = await sessionRow(hashOf(token))
  const holder = row === null || timeOf(row, 'expiresAt') <= nowMs() ? null : holderOf(row)
  return holder === null
    ? null
    : { ...holder, kind: 'user', via: 'session', scopes: ['all'], projectId: null, tokenId: null }
}

export async function closeSession(token: string): Promise<void> {
  await db.session.deleteMany({ where: { tokenHash: hashOf(token) } })
}

export async function sweepSessions(): Promise<void> {
  await db.session.deleteMany({ where: { expiresAt: { lt: now() } } })
}
