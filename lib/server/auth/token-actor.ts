import 'server-only'
import { z } from 'zod'
import { scopes, type UserActor } from '@/lib/server/access/actor'
import { now } from '@/lib/server/clock'
import { db } from '@/lib/server/db/db'
import { textOf, textOrNull, timeOrNull } from '@/lib/server/queue/statement'
import { apiTokenRow, holderOf } from './holder'
import { hashOf } from './random-token'

const scopesSchema = z.array(z.enum(scopes))
const shape = /^concord_[A-Za-z0-9_-]{43}$/
const usedAtStepMs = 60_000

/** Who holds this API token now. Its scopes are bounded by the owner's role at each use, since every right asks for both. */
export async function tokenActor(token: string): Promise<UserActor | null> {
  if (!shape.test(token)) return null
  const row = await apiTokenRow(hashOf(token))
  if (row === null) return null
  const at = now()
  const expiresAt = timeOrNull(row, 'expiresAt')
  const holder = expiresAt !== null && expiresAt <= at.getTime() ? null : holderOf(row)
  if (holder === null) return null
  const tokenId = textOf(row, 'tokenId')
  const lastUsedAt = timeOrNull(row, 'lastUsedAt')
  if (lastUsedAt === null || at.getTime() - lastUsedAt > usedAtStepMs) {
    await db.apiToken.updateMany({ where: { id: tokenId }, data: { lastUsedAt: at } })
  }
  const scopes = scopesSchema.parse(JSON.parse(textOf(row, 'scopes')))
  return { ...holder, kind: 'user', via: 'token', scopes, projectId: textOrNull(row, 'projectId'), tokenId }
}
