import 'server-only'
import { isRole, type UserActor } from '@/lib/server/access/actor'
import { now } from '@/lib/server/clock'
import { db } from '@/lib/server/db/db'
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
  const session = await db.session.findUnique({ where: { tokenHash: hashOf(token) }, include: { user: true } })
  if (session === null || session.expiresAt <= now()) return null
  const { user } = session
  if (user.disabledAt !== null || user.sessionVersion !== session.sessionVersion || !isRole(user.role)) return null
  return {
    kind: 'user',
    userId: user.id,
    name: user.name,
    role: user.role,
    via: 'session',
    scopes: ['all'],
    projectId: null,
    tokenId: null,
  }
}

export async function closeSession(token: string): Promise<void> {
  await db.session.deleteMany({ where: { tokenHash: hashOf(token) } })
}
