import 'server-only'
import { z } from 'zod'
import { AppError } from '@/lib/core/errors'
import type { Actor } from '@/lib/server/access/actor'
import { audited, type Transaction } from '@/lib/server/audit/audited'
import { hashPassword } from '@/lib/server/auth/passwords'
import { hashOf, randomToken, sameHash } from '@/lib/server/auth/random-token'
import { openSession } from '@/lib/server/auth/sessions'
import { now } from '@/lib/server/clock'
import { db } from '@/lib/server/db/db'
import { publicOrigin } from '@/lib/server/http/public-origin'
import { newId } from '@/lib/server/ids'

const linkKey = 'setup-link'
const firstAdminKey = 'first-admin'
const lifetimeMs = 24 * 60 * 60 * 1000
const linkSchema = z.object({ hash: z.string(), expiresAt: z.number() })

/** Whether the installation still waits for its first admin. */
export async function needsFirstAdmin(): Promise<boolean> {
  return (
    (await db.setting.count({ where: { key: firstAdminKey } })) === 0 &&
    (await db.user.count({ where: { role: 'admin' } })) === 0
  )
}

/** A fresh link for the terminal, or null once there is an admin. The token stands in the fragment: no server, log or Referer sees it. */
export async function setupLink(): Promise<string | null> {
  if (!(await needsFirstAdmin())) return null
  const token = randomToken()
  const at = now()
  const value = JSON.stringify({ hash: hashOf(token), expiresAt: at.getTime() + lifetimeMs })
  await db.setting.upsert({
    where: { key: linkKey },
    create: { key: linkKey, value, updatedAt: at },
    update: { value, updatedAt: at },
  })
  return `${publicOrigin()}/setup#${token}`
}

/** Uses up the link. Of many at once one wins; all others, and everyone after, find nothing here. */
export async function createFirstAdmin(
  actor: Actor,
  given: { token: string; email: string; name: string; password: string },
): Promise<{ userId: string; sessionToken: string }> {
  if (actor.kind === 'user') throw nothingHere()
  await assertLinkOpen(db, given.token)
  const passwordHash = await hashPassword(given.password)
  const userId = await audited(actor, async (tx) => {
    await assertLinkOpen(tx, given.token)
    const id = newId()
    const at = now()
    await tx.setting.create({ data: { key: firstAdminKey, value: id, updatedAt: at } })
    await tx.setting.deleteMany({ where: { key: linkKey } })
    await tx.user.create({
      data: { id, email: given.email, name: given.name, passwordHash, role: 'admin', createdAt: at },
    })
    return { value: id, entry: { action: 'instance.first-admin', subjectType: 'user', subjectId: id } }
  })
  return { userId, sessionToken: await openSession(userId) }
}

async function assertLinkOpen(tx: Transaction, token: string): Promise<void> {
  const row = await tx.setting.findUnique({ where: { key: linkKey } })
  const link = row === null ? null : linkSchema.parse(JSON.parse(row.value))
  const taken =
    (await tx.setting.count({ where: { key: firstAdminKey } })) + (await tx.user.count({ where: { role: 'admin' } }))
  const right = sameHash(link?.hash ?? hashOf('no link'), hashOf(token))
  if (link === null || !right || taken > 0 || link.expiresAt <= now().getTime()) throw nothingHere()
}

function nothingHere(): AppError {
  return new AppError(
    'not-found',
    'This set-up link is not valid. If there is no admin yet, restart the server: it prints a new one.',
  )
}
