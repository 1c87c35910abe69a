import 'server-only'
import { AppError } from '@/lib/core/errors'
import { type Actor, makerOf } from '../access/actor'
import { assertCan } from '../access/assert-can'
import { audited } from '../audit/audited'
import { now } from '../clock'
import { db } from '../db/db'
import { newId } from '../ids'
import { type ExportFilters, type ExportOptions, exportOptionsSchema } from './export-options'
import { exportTarget } from './read-target'
import { runExport } from './run-export'

/** So many exports of one project may wait or run at once. */
const mostWaiting = 20

/** Orders an export; it is made in the background from the answers given until then. */
export async function createExport(actor: Actor, projectId: string, options: ExportOptions): Promise<{ id: string }> {
  const filters = await allowedFilters(actor, projectId, options)
  const id = newId()
  await audited(actor, async (tx) => {
    const waiting = await tx.export.count({ where: { projectId, state: { in: ['queued', 'running'] } } })
    if (waiting >= mostWaiting) {
      throw new AppError('too-many', `${waiting} exports of this project are under way. Wait for one to finish.`)
    }
    const { format } = filters
    const data = {
      id,
      projectId,
      format,
      filters: JSON.stringify(filters),
      state: 'queued',
      createdById: makerOf(actor),
      createdAt: now(),
    }
    await tx.export.create({ data })
    const detail = { format, labelers: filters.labelers }
    const entry = { action: 'export.create', subjectType: 'export', subjectId: id, projectId, detail } as const
    return { value: id, entry }
  })
  void runExport(id)
  return { id }
}

/** What is asked for, checked: the right to export, the format, the batches, and the right to name people. */
export async function allowedFilters(actor: Actor, projectId: string, options: ExportOptions): Promise<ExportFilters> {
  await assertCan(actor, 'create-export', { projectId })
  const parsed = exportOptionsSchema.safeParse(options)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    const field = issue?.path.join('.') ?? ''
    throw new AppError('bad-input', issue?.message ?? 'These are not options of an export.', { detail: { field } })
  }
  if (parsed.data.labelers === 'names') await assertCan(actor, 'reveal-identity', { projectId })
  await exportTarget(projectId, parsed.data)
  return parsed.data
}

/** Stops an export that waits or runs; nothing of it is kept. */
export async function cancelExport(actor: Actor, exportId: string): Promise<void> {
  await assertCan(actor, 'delete-export', { exportId })
  const data = { state: 'cancelled', finishedAt: now() }
  const stopped = await db.export.updateMany({ where: { id: exportId, state: { in: ['queued', 'running'] } }, data })
  if (stopped.count === 0) throw new AppError('conflict', 'This export is no longer under way.')
}
