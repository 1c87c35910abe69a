import type { Readable } from 'node:stream'
import { CsvError, parse } from 'csv-parse'
import { AppError } from '@/lib/core/errors'
import type { Row } from '@/lib/core/long-table/row'
import { lineError, MAX_LINE_CHARACTERS, textOf } from './read-text'

const MAX_COLUMNS = 1_000
const ROWS_OF_A_BATCH = 1_024

/** The rows of a file with a header line, cells as in RFC 4180; empty lines are passed over. */
export async function* cellBatches(source: Readable, delimiter: string): AsyncGenerator<Row[]> {
  // The parser's own account of lines costs as much as parsing; lines are counted here, and with them empty ones and wrong numbers of cells.
  const parser = parse({ delimiter, relax_column_count: true, max_record_size: MAX_LINE_CHARACTERS })
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
  let batch: Row[] = []
  try {
    for await (const parsed of parser) {
      const record: readonly unknown[] = Array.isArray(parsed) ? parsed : []
      const empty = record.length === 1 && record[0] === ''
      if (header === null && !empty) header = checkedHeader(record.map(String), line)
      else if (header !== null && !empty) batch.push({ line, fields: fieldsOf(header, record, line), cells: true })
      line += 1 + newlinesIn(record)
      if (batch.length < ROWS_OF_A_BATCH) continue
      yield batch
      batch = []
    }
  } catch (error) {
    throw error instanceof CsvError ? csvError(error) : error
  } finally {
    source.destroy()
  }
  await feeding
  if (header === null) throw new AppError('bad-input', 'the file is empty; its first line must name the columns.')
  yield batch
}

function checkedHeader(header: string[], line: number): string[] {
  if (header.length > MAX_COLUMNS)
    throw lineError(line, `there are ${header.length} columns; at most ${MAX_COLUMNS} are read.`)
  const twice = header.find((name, place) => header.indexOf(name) !== place)
  if (twice !== undefined) throw lineError(line, `two columns are named “${twice}”; give each its own name.`)
  return header
}

/** `fromEntries` keeps a column named `__proto__` an ordinary one. */
function fieldsOf(header: string[], record: readonly unknown[], line: number): Record<string, unknown> {
  if (record.length !== header.length)
    throw lineError(
      line,
      `this line has ${record.length} ${record.length === 1 ? 'cell' : 'cells'}, the header ${header.length}; quote cells that hold the separator.`,
    )
  return Object.fromEntries(header.map((name, place) => [name, record[place] === '' ? null : record[place]]))
}

function newlinesIn(record: readonly unknown[]): number {
  let newlines = 0
  for (const cell of record) {
    if (typeof cell === 'string' && cell.includes('\n')) newlines += cell.split('\n').length - 1
  }
  return newlines
}

const csvRemedies: Partial<Record<CsvError['code'], string>> = {
  CSV_QUOTE_NOT_CLOSED:
    'a quote that opens here or on an earlier line is never closed; close it, and write a quote inside a cell twice.',
  CSV_INVALID_CLOSING_QUOTE: 'something follows the quote that ends a cell; write a quote inside a cell twice.',
  INVALID_OPENING_QUOTE:
    'there is a quote inside a cell that does not start with one; quote the whole cell and write the quote twice.',
  CSV_MAX_RECORD_SIZE: `the line is longer than ${MAX_LINE_CHARACTERS} characters; look for a quote that is never closed.`,
}

function csvError(error: CsvError): AppError {
  const line = 'lines' in error && typeof error.lines === 'number' ? error.lines : 1
  return lineError(line, csvRemedies[error.code] ?? `${error.message}.`, error)
}
