import 'server-only'
import { AppError } from '@/lib/core/errors'
import { now } from '../clock'
import { db } from '../db/db'
import { log } from '../http/log'
import { asNoSpace } from '../import/storage-error'
import { takingTurns } from '../media/limits'
import { annotatorNames } from './annotator-names'
import { ExportFolder, removeExport } from './export-folder'
import { MediaPlaces, mediaChunks } from './export-media'
import { type ExportFilters, exportOptionsSchema, type Manifest } from './export-options'
import { type ExportTarget, exportTarget } from './export-target'
import { ExportCount, exportedTasks } from './exported-tasks'
import { headlineFigure } from './headline-figure'
import { openSnapshot } from './snapshot'
import type { Snapshot } from './snapshot-task'
import { writeZip } from './write-zip'

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
    const target = await exportTarget(row.projectId, filters)
    await folder.begin()
    const manifest = await written(id, folder, target, filters)
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

async function written(
  id: string,
  folder: ExportFolder,
  target: ExportTarget,
  filters: ExportFilters,
): Promise<Manifest> {
  const snapshotAt = now().toISOString()
  const snapshot = await openSnapshot()
  const count = new ExportCount()
  try {
    await writeTasks(id, folder, target, filters, snapshot, count)
  } finally {
    await snapshot.close()
  }
  const files = await folder.finish()
  const { project, config } = target
  const annotations = count.answered.reduce((sum, { ratings }) => sum + ratings.length, 0)
  const manifest: Manifest = {
    schema_version: 1,
    export_id: id,
    project: { id: project.id, name: project.name, task_type: project.taskType },
    format: filters.format,
    snapshot_at: snapshotAt,
    guidelines_versions: [...count.guidelinesVersions].toSorted((a, b) => a - b),
    filters,
    counts: {
      tasks_exported: count.answered.length,
      annotations_exported: annotations,
      annotators_exported: count.annotators.size,
      ...Object.fromEntries(count.counts),
    },
    left_out: Object.fromEntries(count.leftOut),
    agreement: await headlineFigure(project.taskType, config, count.answered),
    files,
  }
  await folder.writeManifest(JSON.stringify(manifest, null, 2))
  await writeZip(folder.path, ['manifest.json', ...files.map(({ name }) => name)])
  return manifest
}

async function writeTasks(
  id: string,
  folder: ExportFolder,
  target: ExportTarget,
  filters: ExportFilters,
  snapshot: Snapshot,
  count: ExportCount,
): Promise<void> {
  const { spec, config, batches, project, exporter } = target
  await db.export.update({
    where: { id },
    data: { total: await snapshot.countTasks(batches.map((batch) => batch.id)) },
  })
  const nameOf = await annotatorNames(project.id, filters.labelers)
  const places = new MediaPlaces()
  const tasks = exportedTasks(snapshot, { spec, config, batches, filters, nameOf, count, onStep: progressOf(id) })
  const chunks = exporter.write(tasks, {
    config,
    projectName: project.name,
    tally: count,
    mediaName: (media) => (filters.includeMedia ? places.placeOf(media) : media.name),
  })
  for await (const chunk of chunks) await folder.write(chunk)
  if (!filters.includeMedia) return
  for await (const chunk of mediaChunks(count.media.values(), places)) await folder.write(chunk)
}

/** Writes the progress down twice a second and notices a cancellation by it. */
function progressOf(id: string): (tasksRead: number) => Promise<void> {
  let savedAt = 0
  return async (tasksRead) => {
    if (performance.now() - savedAt < 500) return
    savedAt = performance.now()
    const running = await db.export.updateMany({ where: { id, state: 'running' }, data: { written: tasksRead } })
    if (running.count === 0) throw new Cancelled()
  }
}
