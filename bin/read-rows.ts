import { createReadStream } from 'node:fs'
import path from 'node:path'
import type { Readable } from 'node:stream'
import { AppError } from '@/lib/core/errors'
import { isRecord, type Row } from '@/lib/core/long-table/row'
import { cellBatches } from './read-cells'
import { lineError, MAX_LINE_CHARACTERS, textOf } from './read-text'

/**
 * The rows of a `.jsonl`, `.ndjson`, `.csv` or `.tsv` file, or of JSON lines on standard input (`-`), one by one with their line numbers.
 * @throws AppError `bad-input` naming file, line and remedy; pass errors of your own through `inFile` to name the file alike.
 */
export async function* readRows(file: string): AsyncGenerator<Row> {
  for await (const rows of readRowBatches(file)) yield* rows
}

/** The same, many rows at a time: a million rows one by one cost more to hand over than to read. */
export async function* readRowBatches(file: string): AsyncGenerator<Row[]> {
  try {
    for await (const rows of batchesOf(file)) yield rows
  } catch (error) {
    throw inFile(file, error)
  }
}

/** The same error with the file's name before its sentence, once. */
export function inFile(file: string, error: unknown): unknown {
  const name = fileName(file)
  if (!(error instanceof AppError) || error.message.startsWith(`${name}`)) return error
  const where = typeof error.detail.line === 'number' ? ', ' : ': '
  return new AppError(error.code, `${name}${where}${error.message}`, { cause: error, detail: error.detail })
}

export function fileName(file: string): string {
  return file === '-' ? 'standard input' : file
}

function batchesOf(file: string): AsyncGenerator<Row[]> {
  if (file === '-') return jsonBatches(process.stdin)
  const ending = path.extname(file).toLowerCase()
  if (ending === '.jsonl' || ending === '.ndjson') return jsonBatches(createReadStream(file))
  if (ending === '.csv') return cellBatches(createReadStream(file), ',')
  if (ending === '.tsv') return cellBatches(createReadStream(file), '\t')
  throw new AppError(
    'bad-input',
    'the name must end in .jsonl, .ndjson, .csv or .tsv (or be - for JSON lines on standard input).',
  )
}

async function* jsonBatches(source: Readable): AsyncGenerator<Row[]> {
  let rest = ''
  let line = 1
  for await (const text of textOf(source, () => line)) {
    const lines = (rest + text).split('\n')
    rest = lines.pop() ?? ''
    const from = line
    line += lines.length
    yield lines.flatMap((complete, place) => rowOf(complete, from + place))
    if (rest.length > MAX_LINE_CHARACTERS)
      throw lineError(line, `the line is longer than ${MAX_LINE_CHARACTERS} characters; split the value.`)
  }
  yield rowOf(rest, line)
}

/** Blank lines are passed over. */
function rowOf(text: string, line: number): Row[] {
  if (text.trim() === '') return []
  return [{ line, fields: parsedLine(text, line), cells: false }]
}

function parsedLine(text: string, line: number): Record<string, unknown> {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (cause) {
    const problem = cause instanceof Error ? cause.message : String(cause)
    throw lineError(line, `this is not JSON (${problem}); write one object a line.`, cause)
  }
  if (isRecord(value)) return value
  throw lineError(line, 'this is not an object; write one object with item, annotator and value a line.')
}
