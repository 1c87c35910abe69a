import 'server-only'
import { AppError } from '@/lib/core/errors'
import { type Actor, type Scope, userIdOf } from '@/lib/server/access/actor'
import { assertCan } from '@/lib/server/access/assert-can'
import { audited } from '@/lib/server/audit/audited'
import { hashOf, randomToken } from '@/lib/server/auth/random-token'
import { now } from '@/lib/server/clock'
import { db } from '@/lib/server/db/db'
import { newId } from '@/lib/server/ids'

const dayMs = 24 * 60 * 60 * 1000

export interface NewToken {
  name: string
  scopes: Scope[]
  projectId?: string | null
  expiresInDays?: number | null
  /** For whom; only the command line may name someone else. */
  userId?: string
}

export interface CreatedToken {
  id: string
  /** Shown once; only its hash is kept. */
  token: string
  scopes: Scope[]
  projectId: string | null
  expiresAt: string | null
}

/** A key for scripts. It can do no more than its owner may at the moment of each use, within its scopes and its project. */
export async function createToken(actor: Actor, given: NewToken): Promise<CreatedToken> {
  const userId = given.userId ?? userIdOf(actor)
  const projectId = given.projectId ?? null
  await assertMayCreate(actor, given, userId, projectId)
  const token = `concord_${randomToken()}`
  const createdAt = now()
  const expiresAt = given.expiresInDays ? new Date(createdAt.getTime() + given.expiresInDays * dayMs) : null
  const id = newId()
  const scopes = [...new Set(given.scopes)]
  await audited(actor, async (tx) => {
    await tx.apiToken.create({
      data: {
        id,
        tokenHash: hashOf(token),
        name: given.name,
        userId,
        scopes: JSON.stringify(scopes),
        projectId,
        createdAt,
        expiresAt,
      },
    })
    return {
      value: null,
      entry: { action: 'token.create', subjectType: 'token', subjectId: id, projectId, detail: { userId, scopes } },
    }
  })
  return { id, token, scopes, projectId, expiresAt: expiresAt?.toISOString() ?? null }
}

async function assertMayCreate(actor: Actor, given: NewToken, userId: string, projectId: string | null): Promise<void> {
  const exporter = given.scopes.length === 1 && given.scopes[0] === 'exports:write'
  if (exporter && projectId !== null) await assertCan(actor, 'create-exporter-token', { projectId })
  await assertCan(actor, 'create-token', { userId })
  if (projectId !== null) await assertCan(actor, 'read-project', { projectId })
  if (actor.kind !== 'user') return
  const wider = given.scopes.filter((scope) => !actor.scopes.includes('all') && !actor.scopes.includes(scope))
  if (wider.length > 0)
    throw new AppError('not-allowed', `A token cannot make one that can do more than itself: ${wider.join(', ')}.`)
  if (actor.role === 'labeler' && given.scopes.some((scope) => scope !== 'label')) {
    throw new AppError('not-allowed', 'A labeler’s token can claim and submit: use the scope “label”.', {
      detail: { field: 'scopes' },
    })
  }
}

/** One's own tokens, newest first. */
export async function listTokens(actor: Actor) {
  const rows = await db.apiToken.findMany({
    where: { userId: userIdOf(actor), revokedAt: null },
    orderBy: { createdAt: 'desc' },
    take: 500,
  })
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    scopes: JSON.parse(row.scopes),
    projectId: row.projectId,
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt?.toISOString() ?? null,
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
  }))
}

/** Anyone revokes their own, an admin anyone's. */
export async function revokeToken(actor: Actor, id: string): Promise<void> {
  const row = await db.apiToken.findUnique({ where: { id } })
  await assertCan(actor, 'end-sessions', { userId: row?.userId ?? '' })
  await audited(actor, async (tx) => {
    const { count } = await tx.apiToken.updateMany({ where: { id, revokedAt: null }, data: { revokedAt: now() } })
    if (count === 0) throw new AppError('not-found', 'There is no such token.')
    return {
      value: undefined,
      entry: { action: 'token.revoke', subjectType: 'token', subjectId: id, projectId: row?.projectId ?? null },
    }
  })
}
