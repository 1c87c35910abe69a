import 'server-only'
import type { Actor } from '@/lib/server/access/actor'
import { assertCan } from '@/lib/server/access/assert-can'
import { db } from '@/lib/server/db/db'
import { auditHash, auditHeadKey, firstHash } from './audited'

const pageSize = 100
const chunk = 500

/** Newest first, a page at a time. Managers read their project's entries, admins all. */
export async function listAudit(actor: Actor, filter: { projectId?: string; before?: number } = {}) {
  if (filter.projectId === undefined) await assertCan(actor, 'read-audit', null)
  else await assertCan(actor, 'read-project-audit', { projectId: filter.projectId })
  const rows = await db.auditEvent.findMany({
    where: {
      ...(filter.projectId === undefined ? {} : { projectId: filter.projectId }),
      ...(filter.before === undefined ? {} : { seq: { lt: filter.before } }),
    },
    orderBy: { seq: 'desc' },
    take: pageSize,
  })
  return {
    events: rows.map((row) => ({
      seq: row.seq,
      at: row.at.toISOString(),
      actor: row.actor,
      actorName: row.actorName,
      action: row.action,
      subjectType: row.subjectType,
      subjectId: row.subjectId,
      projectId: row.projectId,
      detail: JSON.parse(row.detail),
      hash: row.hash,
    })),
    next: rows.length === pageSize ? (rows.at(-1)?.seq ?? null) : null,
  }
}

export type AuditVerdict =
  | { intact: true; events: number; head: string }
  | { intact: false; brokenAt: number | null; reason: string }

/** Walks the chain from its first entry and names the first break: an entry changed, left out or put in between, or the end cut off. */
export async function verifyAudit(actor: Actor): Promise<AuditVerdict> {
  await assertCan(actor, 'read-audit', null)
  let previousHash = firstHash
  let after = 0
  let events = 0
  for (;;) {
    const rows = await db.auditEvent.findMany({ where: { seq: { gt: after } }, orderBy: { seq: 'asc' }, take: chunk })
    for (const row of rows) {
      if (row.previousHash !== previousHash)
        return { intact: false, brokenAt: row.seq, reason: 'An entry before this one is missing or was put in.' }
      if (auditHash(row) !== row.hash) return { intact: false, brokenAt: row.seq, reason: 'This entry was changed.' }
      previousHash = row.hash
      after = row.seq
      events++
    }
    if (rows.length < chunk) break
  }
  const head = (await db.setting.findUnique({ where: { key: auditHeadKey } }))?.value ?? firstHash
  if (head !== previousHash) return { intact: false, brokenAt: null, reason: 'The newest entries are missing.' }
  return { intact: true, events, head }
}
