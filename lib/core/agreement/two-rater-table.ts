import type { Unit } from './figure'

/** The distinct pairs of categories that two annotators gave, and on how many units both judged. */
export interface TwoRaterTable {
  nCategories: number
  row: Int32Array
  column: Int32Array
  units: Float64Array
}

/** Rows are the annotator whose id comes first. Units that only one of the two judged are left out. */
export function twoRaterTable(
  units: Unit<string>[],
  annotators: [string, string],
  indexOf: ReadonlyMap<string, number>,
): TwoRaterTable {
  const nCategories = indexOf.size
  const cells = new Map<number, number>()
  for (const { ratings } of units) {
    const first = ratings.find((rating) => rating.annotator === annotators[0])
    const second = ratings.find((rating) => rating.annotator === annotators[1])
    if (!first || !second) continue
    const cell = (indexOf.get(first.value) ?? 0) * nCategories + (indexOf.get(second.value) ?? 0)
    cells.set(cell, (cells.get(cell) ?? 0) + 1)
  }
  const inOrder = [...cells].sort(([a], [b]) => a - b)
  return {
    nCategories,
    row: Int32Array.from(inOrder, ([cell]) => Math.floor(cell / nCategories)),
    column: Int32Array.from(inOrder, ([cell]) => cell % nCategories),
    units: Float64Array.from(inOrder, ([, count]) => count),
  }
}

export interface Margins {
  n: number
  rows: Float64Array
  columns: Float64Array
}

export function margins(table: TwoRaterTable, weight: Float64Array): Margins {
  const rows = new Float64Array(table.nCategories)
  const columns = new Float64Array(table.nCategories)
  let n = 0
  weight.forEach((units, cell) => {
    const row = table.row[cell] ?? 0
    const column = table.column[cell] ?? 0
    rows[row] = (rows[row] ?? 0) + units
    columns[column] = (columns[column] ?? 0) + units
    n += units
  })
  return { n, rows, columns }
}
