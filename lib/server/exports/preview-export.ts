import 'server-only'
import type { ExportedTask } from '@/lib/core/task-type'
import type { Actor } from '../access/actor'
import { annotatorNames } from './annotator-names'
import { allowedFilters } from './create-export'
import type { ExportOptions } from './export-options'
import { exportTarget } from './export-target'
import { ExportCount, exportedTasks } from './exported-tasks'
import { openSnapshot } from './snapshot'

const tasksShown = 20
const tasksRead = 2000
const filesShown = 5
const charactersShown = 4000

export interface ExportPreview {
  /** The first files, each cut to some thousand characters. */
  files: { name: string; text: string }[]
  /** Over the tasks looked at, not over all. */
  counts: Record<string, number>
  leftOut: Record<string, number>
  tasks: number
}

/** The beginning of what an export would hold, from the first tasks that pass its filters. */
export async function previewExport(actor: Actor, projectId: string, options: ExportOptions): Promise<ExportPreview> {
  const filters = await allowedFilters(actor, projectId, options)
  const { spec, config, batches, project, exporter } = await exportTarget(projectId, filters)
  const nameOf = await annotatorNames(project.id, filters.labelers)
  const count = new ExportCount()
  const snapshot = await openSnapshot()
  const texts = new Map<string, string>()
  try {
    const tasks = exportedTasks(snapshot, { spec, config, batches, filters, nameOf, count, onStep: async () => {} })
    const context = {
      config,
      projectName: project.name,
      tally: count,
      mediaName: (media: { name: string }) => media.name,
    }
    for await (const { file, data } of exporter.write(first(tasks, count), context)) {
      const text = (texts.get(file) ?? '') + (typeof data === 'string' ? data : `(${data.byteLength} bytes)`)
      texts.set(file, text.slice(0, charactersShown))
    }
  } finally {
    await snapshot.close()
  }
  const files = [...texts].slice(0, filesShown).map(([name, text]) => ({ name, text }))
  const { counts, leftOut, answered } = count
  return { files, counts: Object.fromEntries(counts), leftOut: Object.fromEntries(leftOut), tasks: answered.length }
}

async function* first(
  tasks: AsyncIterable<ExportedTask<unknown, unknown>>,
  count: ExportCount,
): AsyncIterable<ExportedTask<unknown, unknown>> {
  let shown = 0
  for await (const task of tasks) {
    yield task
    shown += 1
    if (shown >= tasksShown || count.tasksRead >= tasksRead) return
  }
}
