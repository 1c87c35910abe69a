import 'server-only'
import { isRole, type Role } from '@/lib/server/access/actor'
import { queueEngine } from '@/lib/server/queue/engine'
import { type Row, textOf } from '@/lib/server/queue/statement'

/** The active account behind a cookie or a token. */
export interface Holder {
  userId: string
  name: string
  role: Role
}

const account = 'u."id" AS "userId", u."name", u."role" FROM'
const session = `SELECT s."expiresAt", ${account} "Session" s JOIN "User" u ON u."id" = s."userId"
  WHERE s."tokenHash" = $1 AND s."sessionVersion" = u."sessionVersion" AND u."disabledAt" IS NULL`
const apiToken = `SELECT t."id" AS "tokenId", t."scopes", t."projectId", t."expiresAt", t."lastUsedAt", ${account} "ApiToken" t JOIN "User" u ON u."id" = t."userId"
  WHERE t."tokenHash" = $1 AND t."revokedAt" IS NULL AND u."disabledAt" IS NULL`

/** Every request asks one of these, so they go past Prisma: one prepared statement, one key. */
export function sessionRow(tokenHash: string): Promise<Row | null> {
  return firstRow(session, tokenHash)
}

export function apiTokenRow(tokenHash: string): Promise<Row | null> {
  return firstRow(apiToken, tokenHash)
}

export function holderOf(row: Row): Holder | null {
  const role = textOf(row, 'role')
  return isRole(role) ? { userId: textOf(row, 'userId'), name: textOf(row, 'name'), role } : null
}

async function firstRow(text: string, tokenHash: string): Promise<Row | null> {
  const [row] = await queueEngine().rows({ text, values: [tokenHash] })
  return row ?? null
}
