import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Row } from '../row'
import { largestDifference } from './compare.fixture'
import { asks, ourAnswer } from './oracle-files.fixture'

/** The keys of every object the other way round, inside values too. */
function turned(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(turned)
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([key, own]) => [key, turned(own)]),
  )
}

const turnedFields = (row: Row): Row => ({
  ...row,
  fields: Object.fromEntries(
    Object.entries(row.fields)
      .toReversed()
      .map(([key, own]) => [key, turned(own)]),
  ),
})

/** Boxes of an image stand in no order, unlike the responses of a list best first and the segments of a recording. */
const boxesTurned = (row: Row): Row =>
  Array.isArray(row.fields.value) && row.fields.value.every((one) => typeof one === 'object')
    ? { ...row, fields: { ...row.fields, value: row.fields.value.toReversed() } }
    : row

// A bootstrap draws items in the order of their names, never of their lines.
const settings = { bootstrap: 20, interval: 'bca' } as const

test.each(asks.map((one): [string, (typeof asks)[number]] => [one.name, one]))(
  '%s: the order of lines, annotators, boxes and object keys moves no number by more than 1e-12',
  (_, one) => {
    const plain = ourAnswer(one, settings)
    const reversed = ourAnswer(one, {
      ...settings,
      arranged: (rows) => rows.toReversed().map(turnedFields).map(boxesTurned),
    })
    expect(largestDifference(reversed, plain)).toBeLessThan(1e-12)
    expect(largestDifference(plain, reversed)).toBeLessThan(1e-12)
    fc.assert(
      fc.property(fc.infiniteStream(fc.nat()), (keys) => {
        const shuffled = (rows: Row[]) =>
          rows
            .map((row) => ({ row, key: Number(keys.next().value) }))
            .sort((a, b) => a.key - b.key)
            .map(({ row }) => row)
        expect(largestDifference(ourAnswer(one, { ...settings, arranged: shuffled }), plain)).toBeLessThan(1e-12)
      }),
      { numRuns: 3 },
    )
  },
)
