import { AppError } from '../errors'
import type { GoodRow, ImportSource, MirroredContent, MirroredTask, Place, RowProblem, SourceRow } from './mirror'

/** How rows become tasks. */
export interface RowReading {
  /** Rows with the same key that follow each other make one task; null, or no function: each row is one. */
  keyOf?(row: Record<string, unknown>): string | null
  /** @throws AppError with the field in its detail */
  task(rows: readonly [GoodRow, ...GoodRow[]]): MirroredContent
}

/** More rows than anybody gives one task are a fault of the file. */
const mostRows = 20_000

/** The tasks of all tables of a source, one after the other. A row that cannot be read is a problem of its own and stops nothing. */
export async function* mirroredRows(source: ImportSource, reading: RowReading): AsyncIterable<MirroredTask> {
  for (const table of source.tables) yield* tasksOf(source.rows(table), reading)
}

async function* tasksOf(rows: AsyncIterable<SourceRow>, { keyOf, task }: RowReading): AsyncIterable<MirroredTask> {
  let key: string | null = null
  let group: [GoodRow, ...GoodRow[]] | null = null
  for await (const row of rows) {
    if ('problem' in row) {
      yield row
      continue
    }
    const next = keyOf?.(row.value) ?? null
    if (group !== null && next !== null && next === key) {
      group.push(row)
      if (group.length > mostRows)
        throw new AppError('too-large', `Line ${row.line}: more than 20,000 rows of one task.`)
      continue
    }
    if (group !== null) yield attempted(group[0], group, task)
    group = [row]
    key = next
  }
  if (group !== null) yield attempted(group[0], group, task)
}

function attempted(place: Place, rows: readonly [GoodRow, ...GoodRow[]], read: RowReading['task']): MirroredTask {
  const { line, excerpt } = place
  const characters = rows.reduce((sum, row) => sum + row.characters, 0)
  return mirrored({ line, excerpt, characters }, () => read(rows))
}

/** The task, or why it is none: what readers throw becomes a problem of this place. */
export function mirrored({ line, excerpt, characters }: Place, read: () => MirroredContent): MirroredTask {
  try {
    return { line, excerpt, characters, ...read() }
  } catch (error) {
    return { line, excerpt, characters, problem: problemOf(error) }
  }
}

/** @throws what is no refusal of a value */
function problemOf(error: unknown): RowProblem {
  if (!(error instanceof AppError) || error.code === 'too-large') throw error
  const { field } = error.detail
  return {
    field: typeof field === 'string' ? field : '',
    message: shortened(sentence(error.message.replace(/^(line \d+, )?field “[^”]*”: /, ''))),
  }
}

export function refused(field: string, message: string): AppError {
  return new AppError('bad-input', message, { detail: { field } })
}

const longestMessage = 400

/** In its middle, where what the file says is quoted: the remedy stands at the end. */
export function shortened(message: string): string {
  if (message.length <= longestMessage) return message
  const half = longestMessage / 2
  return `${message.slice(0, half).replace(/[\uD800-\uDBFF]$/, '')} … ${message.slice(-half).replace(/^[\uDC00-\uDFFF]/, '')}`
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
