import 'server-only'
import type { ExportedTask, FileExporter } from '@/lib/core/export/contract'
import type { ExportCount } from './export-count'
import type { ExportFolder } from './export-folder'
import { contextOf, ExportPart } from './export-parts'
import type { ExportTarget } from './export-target'
import type { PassingTask } from './passing-tasks'
import { rowsPerTask } from './rows-per-task'

interface Writing {
  target: ExportTarget
  parts: ExportPart[]
  folder: Pick<ExportFolder, 'write'>
  count: ExportCount
}

/**
 * Files of a layout of their own: written once a part, into its folder, or once where the layout knows of splits itself. `pass` reads the tasks
 * anew for each part; what it leaves out is counted the first time only.
 */
export async function writeFiles(
  exporter: FileExporter<unknown, unknown, unknown>,
  writing: Writing,
  pass: (isFirst: boolean) => AsyncIterable<PassingTask[]>,
): Promise<ExportPart[]> {
  const { target, folder, count } = writing
  const { filters, config, project } = target
  const isOwn = exporter.splits === 'own'
  const parts = isOwn ? [new ExportPart(null, '')] : writing.parts
  const shared = { config, projectName: project.name, tally: count, choices: { ties: filters.ties } }
  for (const [index, part] of parts.entries()) {
    const context = contextOf(shared, part, target.filters.includeMedia)
    const tasks = tasksOf(pass(index === 0), part, isOwn, target, count)
    for await (const { file, data } of exporter.write(tasks, context)) {
      await folder.write({ file: `${part.prefix}${file}`, data })
    }
  }
  return parts
}

async function* tasksOf(
  steps: AsyncIterable<PassingTask[]>,
  part: ExportPart,
  isWhole: boolean,
  { filters, spec }: ExportTarget,
  count: ExportCount,
): AsyncIterable<ExportedTask<unknown, unknown>> {
  for await (const step of steps) {
    for (const task of step) {
      if (!isWhole && task.exported.split !== part.split) continue
      count.note(task)
      part.tasks += 1
      if (filters.includeMedia) {
        for (const file of spec.mediaOf(task.exported.payload)) part.media.set(file.id, file)
      }
      yield* rowsPerTask(task.exported, filters)
    }
  }
}
