import { AppError } from '../errors'

/** One line of a long table, split into its columns but not yet understood. */
export interface Row {
  /** Where it starts in the file, from 1. */
  line: number
  /** Column → what stands there. Null is a skip; an empty cell of a CSV is null. */
  fields: Readonly<Record<string, unknown>>
  /** Cells of CSV and TSV are text, in which a structured value is JSON. */
  cells: boolean
}

/** Which columns hold what; people's own files name them otherwise. */
export interface ColumnNames {
  item: string
  annotator: string
  value: string
}

export const standardColumns: ColumnNames = { item: 'item', annotator: 'annotator', value: 'value' }

/** Says where, what and the remedy. The file's name is put before it by whoever knows it. */
export function rowError(row: Row, column: string, problem: string): AppError {
  return new AppError('bad-input', `line ${row.line}, field “${column}”: ${problem}`, {
    detail: { line: row.line, field: column },
  })
}

/** What stands in a column that must be there; null is a skip. */
export function required(row: Row, column: string, remedy: string): unknown {
  if (Object.hasOwn(row.fields, column)) return row.fields[column] ?? null
  const there = Object.keys(row.fields).slice(0, 20).join(', ')
  throw rowError(row, column, `there is no such column (here: ${there}). ${remedy}`)
}

/** What stands in a column that may be missing. */
export function optional(row: Row, column: string): unknown {
  return Object.hasOwn(row.fields, column) ? (row.fields[column] ?? null) : null
}

/** Ids and labels compare by their text: 1 and "1" are one. Null where the value is no text, number or truth value. */
export function plainText(value: unknown): string | null {
  if (typeof value === 'string') return value
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : null
}

/** The text of an id column. */
export function idText(row: Row, column: string, remedy: string): string {
  const value = required(row, column, remedy)
  assertDigitsKept(row, column, value)
  const text = plainText(value)
  if (text === null || text === '') throw rowError(row, column, 'there is no id here; give a text or a number.')
  return text
}

/** JSON numbers past 2⁵³ arrive rounded, and two of them may arrive as one. */
export function assertDigitsKept(row: Row, column: string, value: unknown): void {
  if (typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value)) {
    throw rowError(row, column, 'this number is too large to be kept digit for digit; write it in quotes.')
  }
}

/** The structure that a cell spells as JSON, or the value itself where it came as JSON. */
export function structured(row: Row, column: string, value: unknown): unknown {
  if (!row.cells || typeof value !== 'string') return value
  try {
    const parsed: unknown = JSON.parse(value)
    return parsed
  } catch (cause) {
    const problem = cause instanceof Error ? cause.message : 'unreadable'
    throw rowError(
      row,
      column,
      `this cell is not JSON (${problem}); a structured value is written as JSON in its cell.`,
    )
  }
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A number that came as a number or, from a cell, as its digits; null otherwise. */
export function finiteNumber(row: Row, value: unknown): number | null {
  const number = row.cells && typeof value === 'string' && value.trim() !== '' ? Number(value) : value
  return typeof number === 'number' && Number.isFinite(number) ? number : null
}
