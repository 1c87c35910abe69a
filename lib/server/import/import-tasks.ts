import 'server-only'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { linePosition } from '@/lib/core/assignment/line-position'
import { AppError } from '@/lib/core/errors'
import { taskTypeOf } from '@/lib/task-types/registry'
import type { Actor } from '../access/actor'
import { assertCan } from '../access/assert-can'
import { audit } from '../audit/audited'
import { db } from '../db/db'
import { newId } from '../ids'
import { bytesOf, type UploadBody } from './body-bytes'
import { discardEmptyBatch } from './discard-batch'
import { noteMedia } from './import-log'
import { beginImport, decidePublishing, publish, type RunningImport, undo } from './import-record'
import { type Found, type ImportCounts, type ImportResult, reportOf } from './import-report'
import { MediaFinder } from './media-finder'
import { nothingFound } from './nothing-found'
import { type Chunk, preparedChunks, type ReadyTask } from './prepared-chunks'
import { staged } from './staged-answers'
import { staging } from './staging'
import { asNoSpace } from './storage-error'
import type { AnswerUse } from './task-answers'
import { openTaskSource, type TaskSource } from './task-source'

export interface ImportOptions {
  body: UploadBody
  contentType: string
  /** Content-Length, where the client gave one: fewer bytes mean that the upload broke off. */
  expectedBytes?: number | null
  dryRun?: boolean
  /** What the file is read as; null: found out from its content. */
  format?: string | null
  /** What becomes of answers that the file brings. A file with other people's annotations needs one. */
  answers?: AnswerUse | null
  /** The batch was made for this import: where it is refused the batch goes too, unless it has tasks. */
  discardBatch?: boolean
  /** The client's key: the same key again gives the first reply and adds nothing. */
  key?: string | null
  onProgress?(progress: ImportCounts): void
}

/**
 * Reads a file of tasks into a batch: good lines become tasks, bad ones are reported with their number and the remedy. All good lines appear at once, when the
 * whole file has been read; of a file that is broken, or has no good line, nothing remains.
 */
export async function importTasks(actor: Actor, batchId: string, options: ImportOptions): Promise<ImportResult> {
  await assertCan(actor, 'import-tasks', { batchId })
  const target = await readTarget(batchId)
  try {
    return await importInto(actor, target, options)
  } catch (error) {
    if (options.discardBatch === true) await discardEmptyBatch(actor, batchId)
    throw error
  }
}

async function importInto(actor: Actor, target: Target, options: ImportOptions): Promise<ImportResult> {
  const { batchId } = target
  const found = nothingFound()
  const source = () =>
    openTaskSource(bytesOf(options.body, options.expectedBytes ?? null), {
      contentType: options.contentType,
      taskType: target.taskType,
      format: options.format ?? null,
      tally: found.notes,
    })
  if (options.dryRun === true) return dryRun(target, await source(), found, options)
  const begun = await beginImport(actor, batchId, options.key ?? newId())
  if ('result' in begun) return begun.result
  const { running } = begun
  let result: ImportResult
  try {
    result = await stage(target, running, await source(), found, options)
    await decidePublishing(running, result)
  } catch (error) {
    await undo(running)
    throw asNoSpace(error)
  }
  await publish(running)
  const { imported, rejectedCount: rejected, format, answers } = result
  const entry = {
    action: 'import-tasks',
    subjectType: 'batch',
    subjectId: batchId,
    projectId: target.projectId,
  } as const
  await audit(actor, {
    ...entry,
    detail: {
      importId: running.id,
      imported,
      rejected,
      format,
      answers: answers.use,
      annotations: answers.use === 'annotations' ? answers.annotations : 0,
    },
  })
  return result
}

type Target = Awaited<ReturnType<typeof readTarget>>

async function readTarget(batchId: string) {
  const batch = await db.batch.findUnique({ where: { id: batchId }, include: { project: true } })
  if (batch === null || batch.deletedAt !== null) throw new AppError('not-found', 'There is no such batch.')
  if (batch.status === 'closed') throw new AppError('conflict', 'This batch is closed. Open it again before importing.')
  const spec = taskTypeOf(batch.project.taskType)
  const config: unknown = spec.config.parse(JSON.parse(batch.project.config))
  const order: 'random' | 'imported' = batch.taskOrder === 'imported' ? 'imported' : 'random'
  const { projectId, overlap, seed, kind } = batch
  const { taskType, configVersion } = batch.project
  return { batchId, projectId, taskType, overlap, seed, order, spec, config, configVersion, needsGold: kind !== 'work' }
}

async function stage(
  target: Target,
  running: RunningImport,
  source: TaskSource,
  found: Found,
  options: ImportOptions,
): Promise<ImportResult> {
  try {
    const finder = new MediaFinder(target.projectId, source.zip, true, (mediaId) => noteMedia(running.id, mediaId))
    const counts: ImportCounts = { lines: 0, imported: 0, rejected: 0 }
    let savedAt = performance.now()
    for await (const { tasks, linesRead } of chunksOf(target, source, finder, found, options)) {
      const ready = tasks.map((task, index) => ({
        ...task,
        prelabel: prelabelOf(task, target.configVersion),
        id: newId(),
        externalId: task.externalId ?? `~${newId()}`,
        pos: linePosition(running.segment, counts.imported + index, target.seed, target.order),
      }))
      if (ready.length > 0) await staging().insert(target.batchId, target.overlap, ready)
      Object.assign(counts, {
        lines: linesRead,
        imported: counts.imported + ready.length,
        rejected: found.rejections.count,
      })
      options.onProgress?.({ ...counts })
      if (performance.now() - savedAt < 500) continue
      const { imported, rejected } = counts
      await db.import.update({ where: { id: running.id }, data: { linesRead, imported, rejected } })
      savedAt = performance.now()
    }
    const result = reportOf(counts, found, { dryRun: false, format: source.format, use: options.answers ?? null })
    if (result.imported === 0) throw nothingImported(result)
    return result
  } finally {
    await source.close()
  }
}

/** With answers to come, what is staged in the place of the prelabel. */
function prelabelOf({ prelabel, annotations }: ReadyTask, configVersion: number): string | null {
  return annotations.length === 0 ? prelabel : staged({ prelabel, annotations, configVersion })
}

async function dryRun(target: Target, source: TaskSource, found: Found, options: ImportOptions): Promise<ImportResult> {
  try {
    const finder = new MediaFinder(target.projectId, source.zip, false, async () => {})
    const counts: ImportCounts = { lines: 0, imported: 0, rejected: 0 }
    for await (const { tasks, linesRead } of chunksOf(target, source, finder, found, options)) {
      Object.assign(counts, {
        lines: linesRead,
        imported: counts.imported + tasks.length,
        rejected: found.rejections.count,
      })
      options.onProgress?.({ ...counts })
      await nextTurn()
    }
    return reportOf(counts, found, { dryRun: true, format: source.format, use: options.answers ?? null })
  } finally {
    await source.close()
  }
}

function chunksOf(
  target: Target,
  source: TaskSource,
  finder: MediaFinder,
  found: Found,
  options: ImportOptions,
): AsyncIterable<Chunk> {
  const { spec, config, batchId, needsGold } = target
  const knownIds = (ids: readonly string[]) => staging().knownIds(batchId, ids)
  const use = options.answers ?? null
  const makesTasks = options.dryRun !== true
  return preparedChunks(source.lines, { spec, config, finder, found, use, makesTasks, needsGold, knownIds })
}

function nothingImported(result: ImportResult): AppError {
  if (result.lines === 0) return new AppError('invalid-content', 'The file holds no tasks. Nothing was imported.')
  const [first] = result.rejected
  const example = first === undefined ? '' : ` Line ${first.line}: ${first.message}`
  return new AppError('invalid-content', `None of the ${result.lines} lines could be imported.${example}`, {
    detail: { ...result },
  })
}
