import 'server-only'
import type { AnsweredTask } from '../agreement/answered-task'
import { measureApart } from '../agreement/measure-apart'
import type { Manifest } from './export-options'

/** Beyond so many tasks the interval is left out rather than making everyone wait. */
const mostTasksForInterval = 20_000
const resamples = 1000

/** The type's first figure over exactly what was exported. */
export async function headlineFigure(
  taskType: string,
  config: unknown,
  tasks: readonly AnsweredTask[],
): Promise<Manifest['agreement']> {
  if (tasks.length === 0) return null
  const bootstrap = tasks.length > mostTasksForInterval ? 0 : resamples
  const [headline] = Object.entries(await measureApart({ taskType, config, bootstrap }, tasks))
  if (headline === undefined) return null
  const [measure, { value, n_items, n_annotators, n_pairable, ci, method, note, reason }] = headline
  return { measure, value, n_items, n_annotators, n_pairable, ci, method, note, reason }
}
