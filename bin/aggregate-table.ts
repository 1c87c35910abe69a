import type { AggregateResult } from '@/lib/core/aggregation/aggregate-run'
import { isRecord } from '@/lib/core/long-table/row'
import { alignedColumns } from './aligned-columns'

/** An aggregate as tables for people, four places: what it says in one line each, then a table per group. `--json` has every digit. */
export function aggregateTable(result: AggregateResult): string {
  const plain: string[][] = []
  const tables: string[][] = []
  for (const [name, value] of Object.entries(result)) {
    if (value === null) continue
    const rows = rowsOf(value)
    if (rows === null) plain.push([name, smallNumber(value) ?? cell(value)])
    else if (rows.length > 1) tables.push(['', name], alignedColumns(rows))
  }
  return [alignedColumns(plain), ...tables, ['']].flat().join('\n')
}

/** Four places would show how little a last round moved as nothing. */
function smallNumber(value: unknown): string | null {
  if (typeof value !== 'number' || value === 0 || Math.abs(value) >= 0.00005) return null
  return value.toExponential(1)
}

/** Records of records are tables with a header; other records stand in one cell. */
function rowsOf(value: unknown): string[][] | null {
  if (!isRecord(value)) return null
  const entries = Object.entries(value)
  const records = entries.flatMap(([name, entry]) => (isRecord(entry) ? [{ name, entry }] : []))
  if (entries.length === 0 || records.length < entries.length) return numbersOnly(entries)
  const columns = [...new Set(records.flatMap(({ entry }) => Object.keys(entry)))]
  return [
    ['', ...columns],
    ...records.map(({ name, entry }) => [name, ...columns.map((column) => cell(entry[column] ?? null))]),
  ]
}

function numbersOnly(entries: [string, unknown][]): string[][] | null {
  if (entries.length < 4 || !entries.every(([, value]) => typeof value === 'number' || Array.isArray(value)))
    return null
  return [['', ''], ...entries.map(([name, value]) => [name, cell(value)])]
}

function cell(value: unknown): string {
  if (value === null) return '–'
  if (typeof value === 'number') return Number.isInteger(value) ? String(value) : value.toFixed(4)
  if (typeof value === 'string') return value.replace(/\s+/gu, ' ')
  if (Array.isArray(value))
    return value.map((entry: unknown) => (isRecord(entry) ? `(${cell(entry)})` : cell(entry))).join(', ')
  if (!isRecord(value)) return String(value)
  return Object.entries(value)
    .map(([name, entry]) => `${name} ${isRecord(entry) ? `(${cell(entry)})` : cell(entry)}`)
    .join(', ')
}
