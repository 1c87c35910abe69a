import 'server-only'
import { createHash } from 'node:crypto'
import type { Actor } from '@/lib/server/access/actor'
import { now } from '@/lib/server/clock'
import { db } from '@/lib/server/db/db'

export type Transaction = Parameters<Parameters<typeof db.$transaction>[0]>[0]

/** What happened. `detail` holds ids, counts and settings: no names, addresses or task texts, since entries are never erased. */
export interface AuditEntry {
  action: string
  subjectType:
    | 'user'
    | 'project'
    | 'batch'
    | 'export'
    | 'token'
    | 'invitation'
    | 'member'
    | 'instance'
    | 'task'
    | 'import'
    | 'media'
  subjectId: string
  projectId?: string | null
  detail?: Record<string, unknown>
}

export interface HashedEvent {
  at: Date
  actor: string
  action: string
  subjectType: string
  subjectId: string
  projectId: string | null
  detail: string
  previousHash: string
}

export const auditHeadKey = 'audit-head'
export const firstHash = '0'.repeat(43)

/**
 * Does the work and records it, in one transaction. Such transactions run one after the other (the head of the chain is locked first),
 * so a check at their start, such as 'is this the last admin?', still holds at their end. Nothing happened: entry null.
 */
export async function audited<Value>(
  actor: Actor,
  work: (tx: Transaction) => Promise<{ value: Value; entry: AuditEntry | null }>,
): Promise<Value> {
  return db.$transaction(async (tx) => {
    const at = now()
    const head = await tx.setting.upsert({
      where: { key: auditHeadKey },
      create: { key: auditHeadKey, value: firstHash, updatedAt: at },
      update: { updatedAt: at },
    })
    const { value, entry } = await work(tx)
    if (entry !== null) await append(tx, actor, entry, head.value, at)
    return value
  })
}

/** Records what has happened elsewhere. */
export async function audit(actor: Actor, entry: AuditEntry): Promise<void> {
  await audited(actor, async () => ({ value: null, entry }))
}

async function append(tx: Transaction, actor: Actor, entry: AuditEntry, previousHash: string, at: Date): Promise<void> {
  const event: HashedEvent = {
    at,
    actor: actorKey(actor),
    action: entry.action,
    subjectType: entry.subjectType,
    subjectId: entry.subjectId,
    projectId: entry.projectId ?? null,
    detail: JSON.stringify(entry.detail ?? {}),
    previousHash,
  }
  const hash = auditHash(event)
  await tx.auditEvent.create({ data: { ...event, actorName: actor.kind === 'user' ? actor.name : actor.kind, hash } })
  await tx.setting.update({ where: { key: auditHeadKey }, data: { value: hash } })
}

/** The actor's name stays out of the hash: erasing a person must not break the chain. */
export function auditHash(event: HashedEvent): string {
  const { at, actor, action, subjectType, subjectId, projectId, detail, previousHash } = event
  const text = JSON.stringify([
    previousHash,
    at.toISOString(),
    actor,
    action,
    subjectType,
    subjectId,
    projectId,
    detail,
  ])
  return createHash('sha256').update(text).digest('base64url')
}

function actorKey(actor: Actor): string {
  if (actor.kind !== 'user') return actor.kind
  return actor.tokenId === null ? actor.userId : `token:${actor.tokenId}`
}
