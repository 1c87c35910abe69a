import { type Ranks, ranksFromOrder } from '../ranking/ranks'
import { finiteNumber, isRecord, plainText, type Row, rowError, structured } from './row'
import type { ValueReader } from './unit-collector'

/** `{ r1: 1, r2: 2, r3: 2 }`, ranks with 1 best and equal ones tied; or best first `["r1", ["r2", "r3"]]`, a nested list tied. */
export const rankingReader: ValueReader<Ranks> = (row, column) => {
  const value = structured(row, column, row.fields[column])
  if (Array.isArray(value)) return ranksOfOrder(row, column, value)
  if (!isRecord(value)) throw rowError(row, column, 'give ranks as an object, or the responses best first as a list.')
  const ranks = Object.entries(value).map(([response, rank]): [string, number] => {
    const number = finiteNumber(row, rank)
    if (number === null) throw rowError(row, column, `the rank of “${response}” is no number; give 1 for the best.`)
    return [response, number]
  })
  if (ranks.length === 0) throw rowError(row, column, 'no response is ranked; leave the value empty for a skip.')
  return Object.fromEntries(ranks)
}

function ranksOfOrder(row: Row, column: string, order: unknown[]): Ranks {
  const seen = new Set<string>()
  const named = (entry: unknown): string => {
    const response = plainText(entry)
    if (response === null)
      throw rowError(row, column, 'a response is no text; give names, and lists of names for ties.')
    if (seen.has(response)) throw rowError(row, column, `“${response}” is ranked twice; name each response once.`)
    seen.add(response)
    return response
  }
  const places = order.map((entry) => (Array.isArray(entry) ? entry.map(named) : named(entry)))
  if (seen.size === 0) throw rowError(row, column, 'no response is ranked; leave the value empty for a skip.')
  return ranksFromOrder(places)
}
