import type { TableExporter } from './contract'

/** The most rows of one file: as asked, less what would cut through rows that belong together. */
export function wholeUnits(
  mostRows: number,
  { rowsPerUnit = 1 }: Pick<TableExporter<unknown, unknown, unknown>, 'rowsPerUnit'>,
): number {
  return Math.max(rowsPerUnit, mostRows - (mostRows % rowsPerUnit))
}
