import 'server-only'
import { z } from 'zod'
import { isRole, scopes, type UserActor } from '@/lib/server/access/actor'
import { now } from '@/lib/server/clock'
import { db } from '@/lib/server/db/db'
import { hashOf } from './random-token'

const scopesSchema = z.array(z.enum(scopes))
const shape = /^concord_[A-Za-z0-9_-]{43}$/
const usedAtStepMs = 60_000

/** Who holds this API token now. Its scopes are bounded by the owner's role at each use, since every right asks for both. */
export async function tokenActor(token: string): Promise<UserActor | null> {
  if (!shape.test(token)) return null
  const found = await db.apiToken.findUnique({ where: { tokenHash: hashOf(token) }, include: { user: true } })
  const at = now()
  if (found === null || found.revokedAt !== null || (found.expiresAt !== null && found.expiresAt <= at)) return null
  const { user } = found
  if (user.disabledAt !== null || !isRole(user.role)) return null
  if (found.lastUsedAt === null || at.getTime() - found.lastUsedAt.getTime() > usedAtStepMs) {
    await db.apiToken.updateMany({ where: { id: found.id }, data: { lastUsedAt: at } })
  }
  return {
    kind: 'user',
    userId: user.id,
    name: user.name,
    role: user.role,
    via: 'token',
    scopes: scopesSchema.parse(JSON.parse(found.scopes)),
    projectId: found.projectId,
    tokenId: found.id,
  }
}
