/** The numbers of a chart, as its table twin and its CSV show them. */
export interface ChartTable {
  columns: string[]
  rows: (string | number | null)[][]
}

/** RFC 4180. A cell that a spreadsheet would take for a formula begins with an apostrophe. */
export function chartCsv({ columns, rows }: ChartTable): string {
  return [columns, ...rows].map((row) => `${row.map(csvCell).join(',')}\r\n`).join('')
}

function csvCell(value: string | number | null): string {
  if (value === null) return ''
  if (typeof value === 'number') return String(value)
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
