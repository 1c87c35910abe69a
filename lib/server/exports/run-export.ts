import 'server-only'
import { AppError } from '@/lib/core/errors'
import { now } from '../clock'
import { db } from '../db/db'
import { log } from '../http/log'
import { asNoSpace } from '../import/storage-error'
import { takingTurns } from '../media/limits'
import { ExportFolder, removeExport } from './export-folder'
import { exportOptionsSchema } from './export-options'
import { makeApart } from './make-apart'
import type { ExportWatch } from './make-export'

class Cancelled extends Error {}

/** One export at a time: each reads much, and labelers come first. */
const inTurn = takingTurns(1)

/** Works on a queued export to its end. Never rejects: what went wrong stands in its row. */
export async function runExport(id: string): Promise<void> {
  try {
    await inTurn(() => run(id))
  } catch (error) {
    log.error({ err: error, exportId: id }, 'an export could not be recorded')
  }
}

/** For the start of the server: exports that a stop interrupted are made anew. */
export async function resumeExports(): Promise<number> {
  const rows = await db.export.findMany({
    where: { state: { in: ['queued', 'running'] } },
    orderBy: { createdAt: 'asc' },
  })
  for (const { id } of rows) void runExport(id)
  return rows.length
}

async function run(id: string): Promise<void> {
  const started = await db.export.updateMany({
    where: { id, state: { in: ['queued', 'running'] } },
    data: { state: 'running', written: 0 },
  })
  if (started.count === 0) return
  const row = await db.export.findUniqueOrThrow({ where: { id } })
  const folder = new ExportFolder(id)
  try {
    const filters = exportOptionsSchema.parse(JSON.parse(row.filters))
    await folder.begin()
    const manifest = await makeApart({ id, projectId: row.projectId, filters }, watchOf(id))
    const data = { state: 'done', manifest: JSON.stringify(manifest), finishedAt: now() }
    await folder.publish()
    const done = await db.export.updateMany({ where: { id, state: 'running' }, data })
    if (done.count === 0) await removeExport(id)
  } catch (error) {
    await folder.remove()
    if (error instanceof Cancelled) return
    const shown = asNoSpace(error)
    if (!(shown instanceof AppError)) log.error({ err: error, exportId: id }, 'an export failed')
    const message =
      shown instanceof AppError ? shown.message : 'The export failed. The reason is in the log of the server.'
    await db.export.updateMany({
      where: { id, state: 'running' },
      data: { state: 'failed', error: message, finishedAt: now() },
    })
  }
}

/** Writes the progress down twice a second and notices a cancellation by it. */
function watchOf(id: string): ExportWatch {
  let total = 0
  let savedAt = 0
  return {
    total: async (tasks) => {
      total = tasks
      await db.export.update({ where: { id }, data: { total } })
    },
    progress: async (share) => {
      if (performance.now() - savedAt < 500) return
      savedAt = performance.now()
      const data = { written: Math.floor(share * total) }
      const running = await db.export.updateMany({ where: { id, state: 'running' }, data })
      if (running.count === 0) throw new Cancelled()
    },
  }
}
