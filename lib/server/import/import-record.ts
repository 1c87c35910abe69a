import 'server-only'
import { AppError } from '@/lib/core/errors'
import type { Actor } from '../access/actor'
import { makerOf } from '../access/actor'
import { now } from '../clock'
import { db } from '../db/db'
import { newId } from '../ids'
import { removeUnusedMedia } from '../media/store-media'
import { notedMedia, removeLog } from './import-log'
import { type ImportResult, importResultSchema } from './import-report'
import { segmentOf, staging } from './staging'

export interface RunningImport {
  id: string
  batchId: string
  segment: number
}

const stepTasks = 500
/** Each brings up to twenty answers. */
const stepAnswered = 50

/** Imports this process works on; Next and the server entry hold copies of this module, hence globally. */
declare global {
  var concordRunningImports: Set<string> | undefined
}

function runningHere(): Set<string> {
  globalThis.concordRunningImports ??= new Set()
  return globalThis.concordRunningImports
}

/** Opens an import, or gives the reply of the finished one that had the same key. One import at a time for each batch. */
export async function beginImport(
  actor: Actor,
  batchId: string,
  key: string,
): Promise<{ running: RunningImport } | { result: ImportResult }> {
  await settleAbandoned(batchId)
  return db.$transaction(async (tx) => {
    // First the write: it makes a second import into this batch wait until this one can be seen.
    const { segments } = await tx.batch.update({ where: { id: batchId }, data: { segments: { increment: 1 } } })
    const earlier = await tx.import.findUnique({ where: { batchId_key: { batchId, key } } })
    if (earlier?.state === 'done') return { result: readResult(earlier.result) }
    const underWay = await tx.import.findFirst({ where: { batchId, state: { in: ['reading', 'publishing'] } } })
    if (underWay !== null) {
      throw new AppError('conflict', 'Another import into this batch is under way. Wait until it is through.')
    }
    const id = newId()
    const segment = segments
    const createdById = makerOf(actor)
    await tx.import.create({ data: { id, batchId, key, state: 'reading', segment, createdById, createdAt: now() } })
    runningHere().add(id)
    return { running: { id, batchId, segment } }
  })
}

/** From here on a crash finishes the import instead of undoing it. */
export async function decidePublishing(running: RunningImport, result: ImportResult): Promise<void> {
  const { lines: linesRead, imported, rejectedCount: rejected } = result
  const data = { state: 'publishing', result: JSON.stringify(result), linesRead, imported, rejected }
  await db.import.update({ where: { id: running.id }, data })
}

/** Moves staged tasks into the line, in steps, so that labeling goes on meanwhile. Safe to begin again after a crash. */
export async function publish(running: RunningImport): Promise<void> {
  const { id } = running
  runningHere().add(id)
  try {
    await moveIntoLine(running)
  } finally {
    runningHere().delete(id)
  }
  await removeUnusedMedia(await notedMedia(id))
  await removeLog(id)
}

async function moveIntoLine(running: RunningImport): Promise<void> {
  const { id, batchId } = running
  const segment = segmentOf(batchId, running.segment)
  for (let moved = stepAnswered; moved === stepAnswered; )
    moved = await staging().publishAnswered(segment, stepAnswered)
  for (let moved = stepTasks; moved === stepTasks; ) moved = await staging().publish(segment, stepTasks)
  await db.$transaction(async (tx) => {
    const { imported } = await tx.import.update({ where: { id }, data: { state: 'done', finishedAt: now() } })
    // Known answers that are mixed in are nobody's progress; they never leave their place.
    const mixedIn = await tx.task.count({
      where: { batchId, lane: 2, pos: { gte: segment.first, lt: segment.end }, batch: { kind: 'work' } },
    })
    const data = { hasOpen: true, returnSeq: { increment: 1 }, taskCount: { increment: imported - mixedIn } }
    await tx.batch.update({ where: { id: batchId }, data })
  })
}

/** Leaves no task, no media and no record of an import that was refused. */
export async function undo(running: RunningImport): Promise<void> {
  // Whatever fails below, the next import or start may try again.
  runningHere().delete(running.id)
  const segment = segmentOf(running.batchId, running.segment)
  for (let removed = stepTasks; removed === stepTasks; ) removed = await staging().discard(segment, stepTasks)
  await removeUnusedMedia(await notedMedia(running.id))
  await db.import.deleteMany({ where: { id: running.id } })
  await removeLog(running.id)
}

/** Imports that nobody works on any more: what was being read is removed, what had been read is finished. Without a batch: of all. */
export async function settleAbandoned(batchId?: string): Promise<{ undone: number; finished: number }> {
  const inBatch = batchId === undefined ? {} : { batchId }
  const rows = await db.import.findMany({ where: { ...inBatch, state: { in: ['reading', 'publishing'] } } })
  const abandoned = rows.filter(({ id }) => !runningHere().has(id))
  const decided = abandoned.filter(({ state }) => state === 'publishing')
  for (const row of abandoned) await (row.state === 'publishing' ? publish(row) : undo(row))
  return { undone: abandoned.length - decided.length, finished: decided.length }
}

export function readResult(json: string | null): ImportResult {
  return importResultSchema.parse(JSON.parse(json ?? 'null'))
}
