import 'server-only'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { taskTypeOf } from '@/lib/task-types/registry'
import type { Actor } from '../access/actor'
import { assertCan } from '../access/assert-can'
import { db } from '../db/db'
import { bytesOf, type UploadBody } from '../import/body-bytes'
import type { ImportResult } from '../import/import-record'
import { MediaFinder } from '../import/media-finder'
import { preparedChunks } from '../import/prepared-chunks'
import { Rejections } from '../import/rejections'
import { openTaskSource } from '../import/task-source'

export interface CheckOptions {
  body: UploadBody
  contentType: string
  /** Content-Length, where the browser gave one. */
  expectedBytes: number | null
}

/** Reads a file of tasks as an import into a new batch of the project would, and keeps nothing: people see what is wrong before there is a batch. */
export async function checkTasks(actor: Actor, projectId: string, options: CheckOptions): Promise<ImportResult> {
  await assertCan(actor, 'import-tasks', { projectId })
  const project = await db.project.findFirstOrThrow({ where: { id: projectId, deletedAt: null } })
  const spec = taskTypeOf(project.taskType)
  const config: unknown = spec.config.parse(JSON.parse(project.config))
  const source = await openTaskSource(bytesOf(options.body, options.expectedBytes), options.contentType)
  try {
    const rejections = new Rejections()
    const finder = new MediaFinder(projectId, source.zip, false, async () => {})
    const knownIds = async () => new Set<string>()
    const counts = { lines: 0, imported: 0 }
    for await (const { tasks, linesRead } of preparedChunks(source.lines, {
      spec,
      config,
      finder,
      rejections,
      knownIds,
    })) {
      counts.lines = linesRead
      counts.imported += tasks.length
      await nextTurn()
    }
    const rejected = rejections.lines.toSorted((a, b) => a.line - b.line)
    return { ...counts, rejected, rejectedCount: rejections.count, dryRun: true }
  } finally {
    await source.close()
  }
}
