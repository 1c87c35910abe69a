import 'server-only'
import { AppError } from '@/lib/core/errors'
import type { Actor } from '@/lib/server/access/actor'
import { assertCan } from '@/lib/server/access/assert-can'
import { audited, type Transaction } from '@/lib/server/audit/audited'
import { noDeadline, now } from '@/lib/server/clock'
import { db } from '@/lib/server/db/db'
import { newId, newSeed } from '@/lib/server/ids'
import { settleAnew } from '@/lib/server/outcomes/settle-batch'
import { type BatchCounts, batchCounts } from './batch-counts'
import { assertKindMayChange, type BatchKind, type BatchRules, rulesAfter, rulesOf } from './batch-rules'
import { followUp, noteFollowUp } from './follow-up'

export type BatchStatus = 'active' | 'paused' | 'closed'

export interface NewBatch extends BatchRules {
  name: string
  overlap?: number
  priority?: number
  /** ISO 8601, with its offset. */
  deadline?: string | null
  /** Only these people may label it; left out: everyone who may label in the project. */
  labelers?: string[]
  order?: 'random' | 'imported'
}

export interface Batch {
  id: string
  projectId: string
  name: string
  status: string
  overlap: number
  priority: number
  deadline: string | null
  order: string
  restricted: boolean
  createdAt: string
  kind: BatchKind
  /** Share of a labeler's tasks that are known answers. */
  goldRate: number
  /** Adaptive overlap: one more annotator while the answer is less certain than this, up to the cap. */
  adaptive: { certainty: number; cap: number } | null
}

export async function createBatch(actor: Actor, projectId: string, given: NewBatch): Promise<Batch> {
  await assertCan(actor, 'create-batch', { projectId })
  const { defaultOverlap } = await db.project.findUniqueOrThrow({
    where: { id: projectId },
    select: { defaultOverlap: true },
  })
  const overlap = given.overlap ?? defaultOverlap
  const rules = rulesAfter(null, given, overlap)
  return audited(actor, async (tx) => {
    const batch = await tx.batch.create({
      data: {
        id: newId(),
        projectId,
        name: given.name,
        overlap,
        ...rules,
        priority: given.priority ?? 0,
        deadline: given.deadline ? new Date(given.deadline) : noDeadline,
        status: 'active',
        restricted: given.labelers !== undefined,
        taskOrder: given.order ?? 'random',
        seed: newSeed(),
        createdAt: now(),
      },
    })
    if (given.labelers) await setLabelers(tx, batch.id, given.labelers)
    return {
      value: batchOf(batch),
      entry: {
        action: 'batch.create',
        subjectType: 'batch',
        subjectId: batch.id,
        projectId,
        detail: { overlap: batch.overlap },
      },
    }
  })
}

/** The batches of a project with their progress, newest first. */
export async function listBatches(actor: Actor, projectId: string): Promise<(Batch & { progress: BatchCounts })[]> {
  await assertCan(actor, 'read-agreement', { projectId })
  const rows = await db.batch.findMany({
    where: { projectId, deletedAt: null },
    orderBy: [{ createdAt: 'desc' }, { id: 'asc' }],
    take: 500,
  })
  return Promise.all(rows.map(async (row) => ({ ...batchOf(row), progress: await batchCounts(row) })))
}

export async function readBatch(actor: Actor, batchId: string): Promise<Batch & { progress: BatchCounts }> {
  await assertCan(actor, 'read-agreement', { batchId })
  const row = await db.batch.findUniqueOrThrow({ where: { id: batchId } })
  return { ...batchOf(row), progress: await batchCounts(row) }
}

export interface BatchChange extends BatchRules {
  name?: string
  status?: BatchStatus
  priority?: number
  overlap?: number
  /** ISO 8601, with its offset. */
  deadline?: string | null
  /** Null opens the batch to everyone who may label in the project. */
  labelers?: string[] | null
}

/** A closed batch stays closed for good reasons (exports name it); pausing is what one takes back. */
export async function updateBatch(
  actor: Actor,
  batchId: string,
  change: BatchChange,
): Promise<Batch & { progress: BatchCounts }> {
  await assertCan(actor, 'update-batch', { batchId })
  await audited(actor, async (tx) => {
    const before = await tx.batch.findUniqueOrThrow({ where: { id: batchId } })
    const overlap = change.overlap ?? before.overlap
    const rules = rulesAfter(before, change, overlap)
    if (rules.kind !== before.kind) await assertKindMayChange(tx, batchId)
    await tx.batch.update({
      where: { id: batchId },
      data: {
        name: change.name ?? before.name,
        status: change.status ?? before.status,
        priority: change.priority ?? before.priority,
        deadline: deadlineAfter(before.deadline, change.deadline),
        overlap,
        ...rules,
        restricted: change.labelers === undefined ? before.restricted : change.labelers !== null,
        ...(opensAgain(before, change) ? { hasOpen: true, returnSeq: { increment: 1 } } : {}),
      },
    })
    if (change.overlap !== undefined || change.kind !== undefined || change.goldRate !== undefined)
      await noteFollowUp(tx, batchId)
    if (change.labelers !== undefined) await setLabelers(tx, batchId, change.labelers ?? [])
    const detail = { changed: Object.keys(change), status: change.status ?? before.status, overlap, ...rules }
    return {
      value: undefined,
      entry: { action: 'batch.update', subjectType: 'batch', subjectId: batchId, projectId: before.projectId, detail },
    }
  })
  await followUp(batchId)
  if (change.adaptive !== undefined || change.overlap !== undefined || change.kind !== undefined)
    await settleAnew({ batchId })
  return readBatch(actor, batchId)
}

export function setBatchStatus(
  actor: Actor,
  batchId: string,
  status: BatchStatus,
): Promise<Batch & { progress: BatchCounts }> {
  return updateBatch(actor, batchId, { status })
}

async function setLabelers(tx: Transaction, batchId: string, labelers: string[]): Promise<void> {
  const wanted = [...new Set(labelers)]
  const known = await tx.user.count({ where: { id: { in: wanted }, disabledAt: null } })
  if (known < wanted.length)
    throw new AppError('bad-input', 'One of these labelers has no active account.', { detail: { field: 'labelers' } })
  await tx.batchLabeler.deleteMany({ where: { batchId } })
  for (const userId of wanted) await tx.batchLabeler.create({ data: { batchId, userId } })
}

/** Queues remember where a labeler found nothing until something comes back there; a batch that opens again is such a thing. */
function opensAgain(before: { status: string }, change: BatchChange): boolean {
  const hasRoom = change.labelers !== undefined || change.kind !== undefined || change.goldRate !== undefined
  return (change.status === 'active' && before.status !== 'active') || hasRoom
}

function deadlineAfter(before: Date, wanted: string | null | undefined): Date {
  if (wanted === undefined) return before
  return wanted === null ? noDeadline : new Date(wanted)
}

type BatchRow = Awaited<ReturnType<typeof db.batch.findUniqueOrThrow>>

function batchOf(row: BatchRow): Batch {
  return {
    id: row.id,
    projectId: row.projectId,
    name: row.name,
    status: row.status,
    overlap: row.overlap,
    priority: row.priority,
    deadline: row.deadline.getTime() === noDeadline.getTime() ? null : row.deadline.toISOString(),
    order: row.taskOrder,
    restricted: row.restricted,
    createdAt: row.createdAt.toISOString(),
    ...rulesOf(row),
  }
}
