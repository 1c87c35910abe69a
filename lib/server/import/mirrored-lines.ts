import 'server-only'
import { AppError } from '@/lib/core/errors'
import type { MirroredTask } from '@/lib/core/import-formats/mirror'
import { shortened } from '@/lib/core/import-formats/mirrored-rows'
import { faultIn } from './json-value'
import type { ReadLine } from './read-line'

/** What a mirror made of a file, as lines of the task type with the answers beside them. A whole that cannot be read refuses the file. */
export async function* mirroredLines(tasks: AsyncIterable<MirroredTask>): AsyncIterable<ReadLine> {
  try {
    for await (const task of tasks) yield lineOf(task)
  } catch (error) {
    if (!(error instanceof AppError) || error.message.endsWith('imported.')) throw error
    const code = error.code === 'bad-input' ? 'invalid-content' : error.code
    const message = `${shortened(sentence(error.message))} Nothing was imported.`
    throw new AppError(code, message, { cause: error, detail: error.detail })
  }
}

function lineOf(mirrored: MirroredTask): ReadLine {
  const { line, excerpt, characters } = mirrored
  const place = { line, excerpt, characters }
  if ('problem' in mirrored) return { ...place, problem: mirrored.problem }
  const { task, id = null, meta = {}, gold = null, prelabel = null, annotations = [] } = mirrored
  const value = { ...task, id, gold, meta }
  // Rows were looked at when they were read; texts of other files were not.
  const fault = faultIn(value, '') ?? faultIn([prelabel, ...annotations], 'answers')
  if (fault !== null) return { ...place, problem: fault }
  return { ...place, value, asText: null, answers: { prelabel, annotations } }
}

function sentence(text: string): string {
  const first = text.charAt(0).toUpperCase() + text.slice(1)
  return /[.!?]$/.test(first) ? first : `${first}.`
}
