import 'server-only'
import { AppError } from '@/lib/core/errors'
import { now } from '@/lib/server/clock'
import { db } from '@/lib/server/db/db'
import { hashOf } from './random-token'

export interface AttemptLimit {
  name: string
  attempts: number
  windowSeconds: number
}

const prefix = 'limit:'

/**
 * Counts one attempt for a subject (an account, an address) and refuses when there were too many in the window. The count lies in the database,
 * so a restart does not reset it; it is taken before the attempt runs, so a burst cannot slip through.
 */
export async function countAttempt(limit: AttemptLimit, subject: string): Promise<void> {
  const key = keyOf(limit, subject)
  const at = now()
  const waitMs = await db.$transaction(async (tx) => {
    const row = await tx.setting.upsert({
      where: { key },
      create: { key, value: '[]', updatedAt: at },
      update: { updatedAt: at },
    })
    const since = at.getTime() - limit.windowSeconds * 1000
    const recent = timesIn(row.value).filter((time) => time > since)
    if (recent.length >= limit.attempts) return Math.max(0, (recent[0] ?? since) - since)
    await tx.setting.update({ where: { key }, data: { value: JSON.stringify([...recent, at.getTime()]) } })
    return null
  })
  if (waitMs === null) return
  const retryAfterSeconds = Math.ceil(waitMs / 1000)
  throw new AppError('too-many', `Too many attempts. Try again in ${Math.ceil(retryAfterSeconds / 60)} minutes.`, {
    detail: { retryAfterSeconds },
  })
}

/** An attempt that turned out well does not count: a whole office may sign in from one address in the morning. */
export async function takeBackAttempt(limit: AttemptLimit, subject: string): Promise<void> {
  const key = keyOf(limit, subject)
  await db.$transaction(async (tx) => {
    const { count } = await tx.setting.updateMany({ where: { key }, data: { updatedAt: now() } })
    if (count === 0) return
    const row = await tx.setting.findUniqueOrThrow({ where: { key } })
    await tx.setting.update({ where: { key }, data: { value: JSON.stringify(timesIn(row.value).slice(0, -1)) } })
  })
}

export async function forgetAttempts(limit: AttemptLimit, subject: string): Promise<void> {
  await db.setting.deleteMany({ where: { key: keyOf(limit, subject) } })
}

/** Rows of subjects that have been quiet for a day. */
export async function sweepAttempts(): Promise<void> {
  const dayAgo = new Date(now().getTime() - 24 * 60 * 60 * 1000)
  await db.setting.deleteMany({ where: { key: { startsWith: prefix }, updatedAt: { lt: dayAgo } } })
}

/** Hashed, so that addresses people mistyped are not kept. */
function keyOf(limit: AttemptLimit, subject: string): string {
  return `${prefix}${limit.name}:${hashOf(subject)}`
}

function timesIn(value: string): number[] {
  const times: unknown = JSON.parse(value)
  return Array.isArray(times) ? times.filter((time): time is number => typeof time === 'number') : []
}
