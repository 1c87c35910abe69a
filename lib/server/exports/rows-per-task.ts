import 'server-only'
import type { ExportedTask } from '@/lib/core/export/contract'
import type { ExportFilters } from './export-options'

type Task = ExportedTask<unknown, unknown>

/** What makes rows: the task with its verdict, or each of its annotations as if it were the only one. */
export function rowsPerTask(task: Task, { rows }: Pick<ExportFilters, 'rows'>): Task[] {
  if (rows === 'task') return [task]
  return task.annotations.map((annotation) => ({
    ...task,
    rowId: `${task.rowId}:${annotation.id}`,
    annotations: [annotation],
    verdict: { answer: annotation.answer, tied: [], method: 'annotation', certainty: null, n: 1 },
    adjudicated: null,
  }))
}
