import { isRecord } from '../long-table/row'
import { deepestJson, depthOf } from './json-depth'

type Row = Record<string, unknown>

/** An id as import lines take it: text without control characters and spaces around, at most 200 characters; null where none can be made. */
export function idOf(value: unknown): string | null {
  if (typeof value === 'number' && Number.isFinite(value)) return String(value)
  if (typeof value !== 'string') return null
  const id = value.replace(/\p{Cc}+/gu, ' ').trim()
  return id === '' || id.length > 200 || id.startsWith('~') ? null : id
}

/** Fields that are there and not null, but for those named. */
function others(row: Row, ...without: readonly string[]): Row {
  return Object.fromEntries(
    Object.entries(row).filter(([key, value]) => !without.includes(key) && value !== null && value !== undefined),
  )
}

/** What our own tables count beside their rows: found out again from the answers. */
const counted = [
  'n_annotators',
  'pairwise_agreement',
  'agreement',
  'method',
  'certainty',
  'adjudicated',
  'prelabeled',
  'batch',
  'weight',
  'split',
  'tied',
  'votes',
  'n_a',
  'n_b',
  'n_tie',
  'n_both_bad',
  'margin_bradley_terry',
]

/** Free fields of a row: what is there, but for what was read and, in our own tables, what was counted. */
export function freeFields(row: Row, ...read: readonly string[]): Row {
  const ours = 'n_annotators' in row && ('pairwise_agreement' in row || 'agreement' in row)
  return others(row, ...read, ...(ours ? counted : []))
}

export function textIn(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null
}

/** A cell of CSV or a column of Parquet may hold JSON as text. What lies too deep stays text. */
export function structuredIn(value: unknown): unknown {
  if (typeof value !== 'string' || !/^\s*[[{]/.test(value) || depthOf(value) > deepestJson) return value
  try {
    const parsed: unknown = JSON.parse(value)
    return parsed
  } catch (error) {
    if (error instanceof SyntaxError) return value
    throw error
  }
}

export function numberIn(value: unknown): number | null {
  if (typeof value === 'number' && Number.isFinite(value)) return value
  if (typeof value !== 'string' || value.trim() === '') return null
  const number = Number(value)
  return Number.isFinite(number) ? number : null
}

/** ISO 8601 of a text or of seconds since 1970; null where it is none. */
export function dateIn(value: unknown): string | null {
  const ms = typeof value === 'number' ? Math.round(value * 1000) : Date.parse(typeof value === 'string' ? value : '')
  const date = new Date(ms)
  return Number.isNaN(date.getTime()) || date.getUTCFullYear() > 9998 || date.getUTCFullYear() < 1970
    ? null
    : date.toISOString()
}

export function recordIn(value: unknown): Row | null {
  const structured = structuredIn(value)
  return isRecord(structured) ? structured : null
}

export function listIn(value: unknown): unknown[] | null {
  const structured = structuredIn(value)
  return Array.isArray(structured) ? structured : null
}

/** A coin that the content throws, so that no side is always the better one; the same content, the same side. FNV-1a, 32 bits. */
export function coin(text: string): boolean {
  let hash = 0x811c9dc5
  for (const character of text) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193)
  return ((hash ^ (hash >>> 15)) & 1) === 1
}
