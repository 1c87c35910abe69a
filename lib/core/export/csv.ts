import { stringify } from 'csv-stringify/sync'
import type { ExportChunk, ExportTally } from './contract'

type CsvRow = Readonly<Record<string, unknown>>

const rowsPerPiece = 500

/** A lone \r ends a line for some readers, so a cell that holds one is quoted too. */
const quoting = { quoted_match: /\r/ }

/** Spreadsheets run a cell that begins so, also behind white space and in the full-width forms. */
const formula = /^\s*[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20]/u

/**
 * Text as a spreadsheet may hold it without running it: a cell that would begin a formula gets an apostrophe in front
 * (OWASP, CSV Injection). Numbers are written by us, not by users, and stay as they are.
 */
export function neutralised(text: string): string {
  // One that has apostrophes of its own gets another, so that `restored` leaves them.
  const bare = text.replace(/^'+/, '')
  return formula.test(bare) || /^[\t\r]/.test(bare) ? `'${text}` : text
}

/** Undoes `neutralised`: what an export protected comes back as it was. */
export function restored(cell: string): string {
  return cell.startsWith("'") && neutralised(cell.slice(1)) === cell ? cell.slice(1) : cell
}

/** RFC 4180 with a header line and \n; lists and objects become JSON in their cell, null an empty cell. */
export async function* csv(
  file: string,
  columns: readonly string[],
  rows: AsyncIterable<CsvRow>,
): AsyncIterable<ExportChunk> {
  yield { file, data: stringify([[...columns]], quoting) }
  let piece: string[][] = []
  for await (const row of rows) {
    piece.push(columns.map((column) => cellOf(row[column])))
    if (piece.length < rowsPerPiece) continue
    yield { file, data: stringify(piece, quoting) }
    piece = []
  }
  if (piece.length > 0) yield { file, data: stringify(piece, quoting) }
}

/** The same without a header line, for rows at hand; cells that were neutralised are counted. */
export function csvText(columns: readonly string[], rows: readonly CsvRow[], tally: ExportTally): string {
  const records = rows.map((row) => columns.map((column) => counted(row[column], tally)))
  return stringify(records, quoting)
}

function counted(value: unknown, tally: ExportTally): string {
  const cell = cellOf(value)
  if (cell.startsWith("'") && cell !== value) tally.count('cells neutralised for spreadsheets')
  return cell
}

function cellOf(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'string') return neutralised(value)
  if (typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint') return String(value)
  return neutralised(JSON.stringify(value))
}
