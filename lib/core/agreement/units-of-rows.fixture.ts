import type { Unit } from './figure'

/** One row an annotator (`0`, `1`, …), one word a unit, `.` for no rating. For tests. */
export function unitsOfRows(rows: string[]): Unit<string>[] {
  const words = rows.map((row) => row.split(' '))
  return (words[0] ?? []).map((_, unit) => ({
    item: `u${unit}`,
    ratings: words.flatMap((row, annotator) => {
      const value = row[unit] ?? '.'
      return value === '.' ? [] : [{ annotator: String(annotator), value }]
    }),
  }))
}
