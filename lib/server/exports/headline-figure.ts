import 'server-only'
import { measureApart } from '../agreement/measure-apart'
import type { AnswerSample } from './answer-sample'
import type { Manifest } from './manifest-schema'

const resamples = 1000

/** The type's first figure over what was exported, or over the sample of it. */
export async function headlineFigure(
  taskType: string,
  config: unknown,
  sample: AnswerSample,
): Promise<Manifest['agreement']> {
  const { tasks, isWhole } = sample
  if (tasks.length === 0) return null
  const [headline] = Object.entries(await measureApart({ taskType, config, bootstrap: resamples }, tasks))
  if (headline === undefined) return null
  const [measure, { value, n_items, n_annotators, n_pairable, ci, method, note, reason }] = headline
  const sampled = isWhole ? [] : [`Measured on a sample of ${tasks.length} tasks, drawn by a hash of their ids.`]
  const notes = [...(note === null ? [] : [note]), ...sampled].join(' ')
  return { measure, value, n_items, n_annotators, n_pairable, ci, method, note: notes || null, reason }
}
