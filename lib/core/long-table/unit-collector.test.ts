import { expect, test } from 'vitest'
import { AppError } from '../errors'
import { labelReader } from './label-values'
import { type Row, standardColumns } from './row'
import { type Repeats, repeatNote, UnitCollector } from './unit-collector'

function collected(lines: Record<string, unknown>[], repeats: Repeats = 'last') {
  const collector = new UnitCollector(labelReader(undefined), standardColumns, repeats)
  lines.forEach((fields, place) => {
    collector.add({ line: place + 1, fields, cells: false })
  })
  return collector.finish()
}

test('ids and labels compare by their text: 1 and "1" are one', () => {
  const { units } = collected([
    { item: 1, annotator: 7, value: 1 },
    { item: '1', annotator: '8', value: '1' },
    { item: 1, annotator: 9, value: true },
  ])
  expect(units).toEqual([
    {
      item: '1',
      ratings: [
        { annotator: '7', value: '1' },
        { annotator: '8', value: '1' },
        { annotator: '9', value: 'true' },
      ],
    },
  ])
})

test('null is a skip and counts nowhere', () => {
  const { units } = collected([
    { item: 'x', annotator: 'a', value: null },
    { item: 'x', annotator: 'b', value: 'yes' },
  ])
  expect(units).toEqual([{ item: 'x', ratings: [{ annotator: 'b', value: 'yes' }] }])
})

test('a later line of the same annotator on the same item replaces the earlier, a skip too, and that is told', () => {
  const { units, repeated } = collected([
    { item: 'x', annotator: 'a', value: 'yes' },
    { item: 'x', annotator: 'b', value: 'yes' },
    { item: 'x', annotator: 'a', value: 'no' },
    { item: 'x', annotator: 'b', value: null },
  ])
  expect(units).toEqual([{ item: 'x', ratings: [{ annotator: 'a', value: 'no' }] }])
  expect(repeated).toBe(2)
  expect(repeatNote(repeated)).toMatch(/^2 lines were replaced/)
  expect(repeatNote(0)).toBeNull()
})

test('with repeats kept every line counts', () => {
  const lines = ['yes', 'no', 'yes'].map((value) => ({ item: 'x', annotator: 'a', value }))
  const values = collected(lines, 'all').units[0]?.ratings.map(({ value }) => value)
  expect(values?.toSorted()).toEqual(['no', 'yes', 'yes'])
})

test('items and annotators named like members of objects are kept', () => {
  const { units } = collected([
    { item: '__proto__', annotator: 'constructor', value: 'x' },
    { item: '__proto__', annotator: 'toString', value: 'y' },
  ])
  expect(units[0]?.item).toBe('__proto__')
  expect(units[0]?.ratings).toHaveLength(2)
})

function problemOf(fields: Record<string, unknown>): AppError {
  const row: Row = { line: 7, fields, cells: false }
  const collector = new UnitCollector(labelReader(['yes', 'no']), standardColumns)
  try {
    collector.add(row)
  } catch (error) {
    if (error instanceof AppError) return error
  }
  throw new Error('the row was taken')
}

test.each<[string, Record<string, unknown>, string, RegExp]>([
  [
    'a missing item column',
    { annotator: 'a', value: 'yes' },
    'item',
    /no such column \(here: annotator, value\).*--item/,
  ],
  ['a missing value column', { item: 'x', annotator: 'a' }, 'value', /--value COLUMN/],
  ['an empty id', { item: 'x', annotator: '', value: 'yes' }, 'annotator', /no id/],
  ['a structured id', { item: ['x'], annotator: 'a', value: 'yes' }, 'item', /no id/],
  ['an id too long for a number', { item: 2 ** 60, annotator: 'a', value: 'yes' }, 'item', /quotes/],
  [
    'an unknown category',
    { item: 'x', annotator: 'a', value: 'maybe' },
    'value',
    /“maybe” is not one of the categories yes, no/,
  ],
  ['a structure for a label', { item: 'x', annotator: 'a', value: { a: 1 } }, 'value', /no label/],
])('%s is refused with line, field and remedy', (_, fields, field, sentence) => {
  const problem = problemOf(fields)
  expect(problem.code).toBe('bad-input')
  expect(problem.detail).toEqual({ line: 7, field })
  expect(problem.message).toMatch(sentence)
  expect(problem.message).toMatch(new RegExp(`^line 7, field “${field}”: `))
})
