import { plainText, type Row, required, rowError } from '@/lib/core/long-table/row'

/** The part of the table that a row belongs to when lines are split by a column; an empty field is a part too. */
export function partOfRow(row: Row, by: string): string {
  const value = required(row, by, 'Name a column of the file with --by COLUMN.')
  const text = value === null ? '' : plainText(value)
  if (text === null) throw rowError(row, by, 'lines can only be split by a text or a number.')
  return text
}
