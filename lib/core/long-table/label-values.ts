import { labelNumber } from '../agreement/category-order'
import { assertDigitsKept, plainText, type Row, rowError } from './row'
import type { ValueReader } from './unit-collector'

/** A label, compared by its text, one of `categories` where these are given. */
export function labelReader(categories: readonly string[] | undefined): ValueReader<string> {
  const known = categories && new Set(categories)
  return (row, column) => {
    assertDigitsKept(row, column, row.fields[column])
    const label = plainText(row.fields[column])
    if (label === null)
      throw rowError(row, column, 'this is no label; give a text or a number (other --type values take structures).')
    if (known && !known.has(label)) throw unknownCategory(row, column, label, categories ?? [])
    return label
  }
}

/** A number, given back as its shortest text, so that 1, 1.0 and "1" are one value. */
export function numberReader(categories: readonly string[] | undefined): ValueReader<string> {
  const known = categories && new Set(categories)
  return (row, column) => {
    const text = plainText(row.fields[column])
    const number = text === null ? Number.NaN : labelNumber(text)
    if (!Number.isFinite(number))
      throw rowError(
        row,
        column,
        `“${text ?? 'a structure'}” is no number; correct it, leave it empty for a skip, or use --type categorical.`,
      )
    const value = numberText(number)
    if (known && !known.has(value)) throw unknownCategory(row, column, value, categories ?? [])
    return value
  }
}

/** Negative zero is zero. */
export function numberText(number: number): string {
  return String(number === 0 ? 0 : number)
}

function unknownCategory(row: Row, column: string, label: string, categories: readonly string[]) {
  const shown = categories.slice(0, 12).join(', ')
  const more = categories.length > 12 ? ` and ${categories.length - 12} more` : ''
  return rowError(
    row,
    column,
    `“${label}” is not one of the categories ${shown}${more}; correct it or add it to --categories.`,
  )
}
