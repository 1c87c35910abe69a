import type { Column, ColumnType } from '@/lib/core/export/contract'
import type { ColumnStyle } from './column-features'

/** The bytes of a media file of the export, by the name that rows carry; null for names that are none. */
export type MediaBytes = (name: string) => { bytes: Uint8Array; path: string } | null

export interface CellSize {
  /** About so many bytes passed through. */
  bytes: number
}

type ToCell = (value: unknown) => unknown

/** What the Parquet writer takes for values of a column. Refuses what does not fit the column rather than writing something else. */
export function cellWriter({ name, type }: Column, style: ColumnStyle, media: MediaBytes, size: CellSize): ToCell {
  const inner = nonNull(name, type, style, media, size)
  return (value) => (value === null || value === undefined ? null : inner(value))
}

function nonNull(name: string, type: ColumnType, style: ColumnStyle, media: MediaBytes, size: CellSize): ToCell {
  const text: ToCell = (value) => {
    if (typeof value !== 'string') throw unfit(name, value)
    size.bytes += value.length
    return value
  }
  if (type === 'string') return text
  if (type === 'json') return (value) => text(typeof value === 'string' ? value : JSON.stringify(value))
  if (typeof type === 'string') return number(name, type, size)
  if ('list' in type) {
    const element = cellWriter({ name, type: type.list, about: '' }, style, media, size)
    return (value) => {
      if (!Array.isArray(value)) throw unfit(name, value)
      size.bytes += 4
      return value.map(element)
    }
  }
  if ('struct' in type) return struct(name, type.struct, style, media, size)
  if (style === 'plain') return text
  if ('names' in type) return label(name, type.names, size)
  return (value) => {
    const found = media(String(value))
    if (found === null) throw unfit(name, value)
    size.bytes += found.bytes.byteLength
    return found
  }
}

function number(name: string, type: 'int' | 'double' | 'boolean', size: CellSize): ToCell {
  return (value) => {
    size.bytes += 8
    if (type === 'boolean' && typeof value === 'boolean') return value
    if (type === 'double' && typeof value === 'number' && Number.isFinite(value)) return value
    if (type === 'int' && Number.isSafeInteger(value)) return BigInt(Number(value))
    throw unfit(name, value)
  }
}

function label(name: string, names: readonly string[], size: CellSize): ToCell {
  const places = new Map(names.map((own, place) => [own, BigInt(place)]))
  return (value) => {
    const place = typeof value === 'string' ? places.get(value) : undefined
    if (place === undefined) throw unfit(name, value)
    size.bytes += 8
    return place
  }
}

function struct(
  name: string,
  columns: readonly Column[],
  style: ColumnStyle,
  media: MediaBytes,
  size: CellSize,
): ToCell {
  const members = columns.map((column) => ({ name: column.name, cell: cellWriter(column, style, media, size) }))
  return (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) throw unfit(name, value)
    const given = new Map(Object.entries(value))
    return Object.fromEntries(members.map(({ name: member, cell }) => [member, cell(given.get(member))]))
  }
}

function unfit(name: string, value: unknown): Error {
  return new Error(`The column ${name} cannot hold ${JSON.stringify(value)?.slice(0, 200)}.`)
}
