import { createReadStream } from 'node:fs'
import path from 'node:path'
import type { Readable } from 'node:stream'
import { CsvError, parse } from 'csv-parse'
import { AppError } from '@/lib/core/errors'
import { isRecord, type Row } from '@/lib/core/long-table/row'

/** Longest line and most columns that are read: past these a file is broken, not long. */
const MAX_LINE_CHARACTERS = 16 * 1024 * 1024
const MAX_COLUMNS = 1_000

/**
 * The rows of a `.jsonl`, `.ndjson`, `.csv` or `.tsv` file, or of JSON lines on standard input (`-`), one by one with their line numbers.
 * @throws AppError `bad-input` naming file, line and remedy; pass errors of your own through `inFile` to name the file alike.
 */
export async function* readRows(file: string): AsyncGenerator<Row> {
  try {
    const rows = rowsOf(file)
    for await (const row of rows) yield row
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

function rowsOf(file: string): AsyncGenerator<Row> {
  if (file === '-') return jsonRows(process.stdin)
  const ending = path.extname(file).toLowerCase()
  const source = createReadStream(file)
  if (ending === '.jsonl' || ending === '.ndjson') return jsonRows(source)
  if (ending === '.csv') return cellRows(source, ',')
  if (ending === '.tsv') return cellRows(source, '\t')
  source.destroy()
  throw new AppError(
    'bad-input',
    'the name must end in .jsonl, .ndjson, .csv or .tsv (or be - for JSON lines on standard input).',
  )
}

async function* jsonRows(source: Readable): AsyncGenerator<Row> {
  let line = 0
  for await (const text of linesOf(source)) {
    line += 1
    if (text.trim() === '') continue
    yield { line, fields: parsedLine(text, line), cells: false }
  }
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

async function* linesOf(source: Readable): AsyncGenerator<string> {
  let rest = ''
  let line = 1
  for await (const text of textOf(source, () => line)) {
    const lines = (rest + text).split('\n')
    rest = lines.pop() ?? ''
    for (const complete of lines) {
      yield complete
      line += 1
    }
    if (rest.length > MAX_LINE_CHARACTERS)
      throw lineError(line, `the line is longer than ${MAX_LINE_CHARACTERS} characters; split the value.`)
  }
  if (rest !== '') yield rest
}

/** UTF-8 or nothing: a wrong byte would silently make two ids one. */
async function* textOf(source: Readable, line: () => number): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  const decode = (bytes?: Uint8Array): string => {
    try {
      return bytes ? decoder.decode(bytes, { stream: true }) : decoder.decode()
    } catch (cause) {
      throw lineError(line(), 'here or shortly after, a byte is not UTF-8; save the file as UTF-8.', cause)
    }
  }
  try {
    for await (const chunk of source) yield decode(Buffer.from(chunk))
  } catch (cause) {
    throw readError(cause)
  }
  yield decode()
}

async function* cellRows(source: Readable, delimiter: string): AsyncGenerator<Row> {
  const parser = parse({
    delimiter,
    bom: true,
    info: true,
    skip_empty_lines: true,
    max_record_size: MAX_LINE_CHARACTERS,
  })
  let line = 1
  const feed = async (): Promise<void> => {
    try {
      for await (const text of textOf(source, () => line)) {
        if (!parser.write(text)) await new Promise((resume) => parser.once('drain', resume))
      }
      parser.end()
    } catch (error) {
      parser.destroy(error instanceof Error ? error : new Error(String(error)))
    }
  }
  const feeding = feed()
  let header: string[] | null = null
  try {
    for await (const parsed of parser) {
      const { record, lines } = parsedRecord(parsed)
      line = lines - newlinesIn(record)
      if (header === null) header = checkedHeader(record)
      else yield { line, fields: fieldsOf(header, record), cells: true }
    }
  } catch (error) {
    throw error instanceof CsvError ? csvError(error) : error
  } finally {
    source.destroy()
  }
  await feeding
  if (header === null) throw new AppError('bad-input', 'the file is empty; its first line must name the columns.')
}

function parsedRecord(parsed: unknown): { record: string[]; lines: number } {
  const record: string[] = isRecord(parsed) && Array.isArray(parsed.record) ? parsed.record.map(String) : []
  const info = isRecord(parsed) && isRecord(parsed.info) ? parsed.info : {}
  return { record, lines: typeof info.lines === 'number' ? info.lines : 0 }
}

function checkedHeader(header: string[]): string[] {
  if (header.length > MAX_COLUMNS)
    throw lineError(1, `there are ${header.length} columns; at most ${MAX_COLUMNS} are read.`)
  const twice = header.find((name, place) => header.indexOf(name) !== place)
  if (twice !== undefined) throw lineError(1, `two columns are named “${twice}”; give each its own name.`)
  return header
}

/** `fromEntries` keeps a column named `__proto__` an ordinary one. */
function fieldsOf(header: string[], record: string[]): Record<string, unknown> {
  return Object.fromEntries(header.map((name, place) => [name, record[place] === '' ? null : record[place]]))
}

function newlinesIn(record: string[]): number {
  return record.reduce((sum, cell) => sum + (cell.includes('\n') ? cell.split('\n').length - 1 : 0), 0)
}

const csvRemedies: Partial<Record<CsvError['code'], string>> = {
  CSV_RECORD_INCONSISTENT_FIELDS_LENGTH:
    'this line has another number of cells than the header; quote cells that hold the separator.',
  CSV_QUOTE_NOT_CLOSED: 'a quote that opens here is never closed; close it, and write a quote inside a cell twice.',
  CSV_INVALID_CLOSING_QUOTE: 'something follows the quote that ends a cell; write a quote inside a cell twice.',
  INVALID_OPENING_QUOTE:
    'there is a quote inside a cell that does not start with one; quote the whole cell and write the quote twice.',
  CSV_MAX_RECORD_SIZE: `the line is longer than ${MAX_LINE_CHARACTERS} characters; look for a quote that is never closed.`,
}

function csvError(error: CsvError): AppError {
  const line = 'lines' in error && typeof error.lines === 'number' ? error.lines : 1
  return lineError(line, csvRemedies[error.code] ?? `${error.message}.`, error)
}

function lineError(line: number, problem: string, cause?: unknown): AppError {
  return new AppError('bad-input', `line ${line}: ${problem}`, { cause, detail: { line } })
}

function readError(error: unknown): unknown {
  if (!(error instanceof Error) || !('code' in error)) return error
  if (error.code === 'ENOENT') return new AppError('bad-input', 'there is no such file.', { cause: error })
  if (error.code === 'EISDIR') return new AppError('bad-input', 'this is a folder; name a file.', { cause: error })
  if (error.code === 'EACCES')
    return new AppError('bad-input', 'this file may not be read; change its permissions.', { cause: error })
  return error
}
