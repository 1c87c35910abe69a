import 'server-only'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { taskTypeOf } from '@/lib/task-types/registry'
import type { Actor } from '../access/actor'
import { assertCan } from '../access/assert-can'
import { db } from '../db/db'
import { bytesOf, type UploadBody } from '../import/body-bytes'
import { type ImportResult, reportOf } from '../import/import-report'
import { MediaFinder } from '../import/media-finder'
import { nothingFound } from '../import/nothing-found'
import { preparedChunks } from '../import/prepared-chunks'
import { openTaskSource } from '../import/task-source'

export interface CheckOptions {
  body: UploadBody
  contentType: string
  /** Content-Length, where the browser gave one. */
  expectedBytes: number | null
  /** What the file is read as; null: found out from its content. */
  format?: string | null
}

/** Reads a file of tasks as an import into a new batch of the project would, and keeps nothing: people see what is wrong before there is a batch. */
export async function checkTasks(actor: Actor, projectId: string, options: CheckOptions): Promise<ImportResult> {
  await assertCan(actor, 'import-tasks', { projectId })
  const project = await db.project.findFirstOrThrow({ where: { id: projectId, deletedAt: null } })
  const spec = taskTypeOf(project.taskType)
  const config: unknown = spec.config.parse(JSON.parse(project.config))
  const found = nothingFound()
  const source = await openTaskSource(bytesOf(options.body, options.expectedBytes), {
    contentType: options.contentType,
    taskType: project.taskType,
    format: options.format ?? null,
    tally: found.notes,
  })
  try {
    const finder = new MediaFinder(projectId, source.zip, false, async () => {})
    const reading = {
      spec,
      config,
      finder,
      found,
      use: null,
      makesTasks: false,
      needsGold: false,
      knownIds: async () => new Set<string>(),
    }
    const counts = { lines: 0, imported: 0, rejected: 0 }
    for await (const { tasks, linesRead } of preparedChunks(source.lines, reading)) {
      counts.lines = linesRead
      counts.imported += tasks.length
      await nextTurn()
    }
    return reportOf(counts, found, { dryRun: true, format: source.format, use: null })
  } finally {
    await source.close()
  }
}
