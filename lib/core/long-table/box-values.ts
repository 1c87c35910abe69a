import type { Box } from '../boxes/box'
import { finiteNumber, isRecord, plainText, type Row, rowError, structured } from './row'
import type { ValueReader } from './unit-collector'

/** `[{ label, x, y, width, height }, …]` in pixels; `[]` says that nothing is there. Labels are of `categories` where these are given. */
export function boxReader(categories: readonly string[] | undefined): ValueReader<Box[]> {
  const known = categories && new Set(categories)
  return (row, column) => {
    const value = structured(row, column, row.fields[column])
    if (!Array.isArray(value)) throw rowError(row, column, 'give a list of boxes, [] where nothing is there.')
    return value.map((entry: unknown, index) => {
      const box = boxOf(row, column, entry, index + 1)
      if (known && box.label !== undefined && !known.has(box.label)) {
        throw rowError(
          row,
          column,
          `box ${index + 1}: label “${box.label}” is not one of the categories ${[...known].join(', ')}; correct it or add it to --categories.`,
        )
      }
      return box
    })
  }
}

function boxOf(row: Row, column: string, entry: unknown, number: number): Box {
  if (!isRecord(entry)) throw rowError(row, column, `box ${number} is no object; give label, x, y, width and height.`)
  const side = (name: string): number => {
    const value = finiteNumber(row, entry[name])
    if (value === null) throw rowError(row, column, `box ${number}: ${name} is no number; give it in pixels.`)
    return value
  }
  const box = { x: side('x'), y: side('y'), width: side('width'), height: side('height') }
  if (box.width <= 0 || box.height <= 0) {
    throw rowError(
      row,
      column,
      `box ${number} has no area (width ${box.width}, height ${box.height}); give a width and a height above 0.`,
    )
  }
  if (entry.label === undefined || entry.label === null) return box
  const label = plainText(entry.label)
  if (label === null) throw rowError(row, column, `box ${number}: the label is no text; give a text.`)
  return { label, ...box }
}
