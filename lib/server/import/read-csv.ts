import 'server-only'
import { pipeline } from 'node:stream/promises'
import { CsvError, parse } from 'csv-parse'
import { restored } from '@/lib/core/export/csv'
import { deepestJson, depthOf } from '@/lib/core/import-formats/json-depth'
import { faultIn } from './json-value'
import { importLimits } from './limits'
import { brokenFile, excerptOf, lineTooLong, type ReadLine } from './read-line'

/**
 * CSV with a header line of field names; `prompt`, `responses`, `meta`, `gold` and the like hold JSON in their cell. An empty cell is a field left out.
 * A cell that looks like JSON is handed on in both readings, for a text may begin with a bracket too.
 */
export function readCsv(text: AsyncIterable<string>): AsyncIterable<ReadLine> {
  return linesOf(text, null)
}

/** Tabs between cells, and a quote is a letter like any other: what speech corpora write. */
export function readTsv(text: AsyncIterable<string>): AsyncIterable<ReadLine> {
  return linesOf(text, { delimiter: '\t', quote: false })
}

type Cells = { delimiter: string; quote: false } | null

async function* linesOf(text: AsyncIterable<string>, cellsAre: Cells): AsyncIterable<ReadLine> {
  let header: string[] | null = null
  for await (const { line, cells, raw } of rowsOf(text, cellsAre)) {
    if (cells.length === 1 && (cells[0] ?? '').trim() === '') continue
    if (header === null) {
      header = headerOf(cells)
      continue
    }
    const start = { line, characters: raw.length, excerpt: excerptOf(raw) }
    if (cells.length !== header.length) {
      const message = `This row has ${cells.length} cells, the header has ${header.length}. Quote cells that hold a comma.`
      yield { ...start, problem: { field: '', message } }
      continue
    }
    yield { ...start, ...rowAsLine(header, cells) }
  }
  if (header === null) throw brokenFile(1, 'the file is empty. A CSV import begins with a line of field names.')
}

interface Row {
  line: number
  cells: string[]
  raw: string
}

async function* rowsOf(text: AsyncIterable<string>, cellsAre: Cells): AsyncIterable<Row> {
  const { start, all } = await beginning(text)
  const parser = parse({
    ...(cellsAre ?? { delimiter: delimiterOf(start) }),
    relax_column_count: true,
    max_record_size: importLimits.lineCharacters,
    info: true,
    raw: true,
  })
  let line = 1
  // The loop below throws what the pipeline rejects with; listening here only keeps it from being reported twice.
  pipeline(all, parser).catch(() => undefined)
  try {
    for await (const row of parser) {
      const { record, raw }: { record: string[]; raw: string } = row
      const lead = /^[\r\n]*/.exec(raw)?.[0] ?? ''
      yield { line: line + breaksIn(lead), cells: record, raw }
      line += breaksIn(raw)
    }
  } catch (error) {
    throw error instanceof CsvError ? asRefusal(error) : error
  }
}

function asRefusal(error: CsvError): Error {
  const line = firstLineOf(error)
  if (error.code === 'CSV_MAX_RECORD_SIZE') return lineTooLong(line)
  if (error.code === 'CSV_QUOTE_NOT_CLOSED') {
    return brokenFile(
      line,
      'a quote that opens here is never closed. Close it, or upload the file again if it was cut off.',
      error,
    )
  }
  return brokenFile(line, 'a quote stands in the middle of a cell. Write it twice and put the cell in quotes.', error)
}

/** The parser counts to the last line of a row; people look for the first. */
function firstLineOf(error: CsvError): number {
  const { lines, raw } = error
  const last = typeof lines === 'number' ? lines : 1
  return typeof raw === 'string' ? last - breaksIn(raw) : last
}

/** The first line, to tell the delimiter by, and everything including it. */
async function beginning(text: AsyncIterable<string>): Promise<{ start: string; all: AsyncIterable<string> }> {
  const iterator = text[Symbol.asyncIterator]()
  let start = ''
  for (let whole = false; !whole && start.length <= importLimits.lineCharacters; ) {
    const next = await iterator.next()
    if (next.done === true) break
    start += next.value
    whole = /[\r\n]/.test(next.value)
  }
  async function* all() {
    yield start
    for (let next = await iterator.next(); next.done !== true; next = await iterator.next()) yield next.value
  }
  return { start, all: all() }
}

/** Commas; semicolons and tabs where the header has them and no comma, as spreadsheets of many countries write. */
function delimiterOf(start: string): string {
  const [header = ''] = start.split(/[\r\n]/, 1)
  if (header.includes(',')) return ','
  if (header.includes(';')) return ';'
  return header.includes('\t') ? '\t' : ','
}

function headerOf(cells: string[]): string[] {
  const names = cells.map((cell) => cell.trim())
  if (names.length > importLimits.columns) {
    throw brokenFile(1, `the header has ${names.length} columns. Keep at most ${importLimits.columns}.`)
  }
  const empty = names.indexOf('')
  if (empty >= 0) throw brokenFile(1, `column ${empty + 1} has no name. Name it, or remove it.`)
  const twice = names.find((name, index) => names.indexOf(name) !== index)
  if (twice !== undefined) throw brokenFile(1, `two columns are called “${twice}”. Rename one.`)
  const fault =
    faultIn(names, '') ?? (names.includes('__proto__') ? { message: 'A column may not be called __proto__.' } : null)
  if (fault !== null) throw brokenFile(1, fault.message)
  return names
}

function rowAsLine(header: string[], cells: string[]) {
  const asText: Record<string, unknown> = {}
  const value: Record<string, unknown> = {}
  header.forEach((name, index) => {
    const cell = restored(cells[index] ?? '')
    if (cell === '') return
    asText[name] = cell
    value[name] = jsonOr(cell)
  })
  const fault = faultIn(asText, '') ?? faultIn(value, '')
  return fault === null ? { value, asText } : { problem: fault }
}

function jsonOr(cell: string): unknown {
  if (!/^\s*[[{]/.test(cell) || depthOf(cell) > deepestJson) return cell
  try {
    const value: unknown = JSON.parse(cell)
    return value
  } catch {
    return cell
  }
}

function breaksIn(text: string): number {
  return text.match(/\r\n|\n|\r/g)?.length ?? 0
}
