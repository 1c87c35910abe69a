import fc from 'fast-check'
import { expect, test } from 'vitest'
import { PatternTable } from './pattern-table'
import { patternsOfColumns } from './unit-patterns'

const labels = fc.array(fc.tuple(fc.nat(9), fc.nat(5)), { maxLength: 60 })

function columnsOf(pairs: [number, number][], nCategories: number) {
  return {
    item: Int32Array.from(pairs, ([item]) => item),
    value: Int32Array.from(pairs, ([, value]) => value),
    nItems: 10,
    nCategories,
  }
}

test('the table of counts and the counting sort find the same patterns, whatever the order of labels', () => {
  fc.assert(
    fc.property(labels, (pairs) => {
      const dense = patternsOfColumns(columnsOf(pairs, 6))
      // So many categories that a table of counts would be mostly empty.
      const sparse = patternsOfColumns(columnsOf(pairs.toReversed(), 100_000))
      expect({ ...sparse, nCategories: 6 }).toEqual(dense)
    }),
  )
})

test('patterns keep every rating: their sizes times their units are the labels', () => {
  fc.assert(
    fc.property(labels, (pairs) => {
      const { size, units } = patternsOfColumns(columnsOf(pairs, 6))
      expect(units.reduce((sum, count, p) => sum + count * (size[p] ?? 0), 0)).toBe(pairs.length)
      expect(units.reduce((sum, count) => sum + count, 0)).toBe(new Set(pairs.map(([item]) => item)).size)
    }),
  )
})

test('many different patterns are all kept apart', () => {
  const pairs = Array.from({ length: 30_000 }, (_, label): [number, number] => [
    Math.floor(label / 3),
    (label * label + label) % 97,
  ])
  const columns = {
    item: Int32Array.from(pairs, ([item]) => item),
    value: Int32Array.from(pairs, ([, v]) => v),
    nItems: 10_000,
    nCategories: 97,
  }
  const distinct = new Set<string>()
  for (let unit = 0; unit < 10_000; unit += 1) {
    distinct.add(
      String(
        pairs
          .slice(3 * unit, 3 * unit + 3)
          .map(([, value]) => value)
          .sort((a, b) => a - b),
      ),
    )
  }
  expect(patternsOfColumns(columns).size.length).toBe(distinct.size)
})

test('counts past what a byte holds are counted on', () => {
  const item = new Int32Array(700)
  const value = Int32Array.from({ length: 700 }, (_, label) => (label < 512 ? 0 : 1))
  const patterns = patternsOfColumns({ item, value, nItems: 1, nCategories: 2 })
  expect(Array.from(patterns.count)).toEqual([512, 188])
  expect(Array.from(patterns.size)).toEqual([700])
})

test('a pattern that no unit shows is no pattern: Fleiss would take its size for the most ratings', () => {
  const table = new PatternTable(2)
  for (const [ratings, units] of [
    [3, 0],
    [2, 4],
  ] as const) {
    table.push(0, ratings)
    table.close(units)
  }
  const { size, units } = table.finish()
  expect([[...size], [...units]]).toEqual([[2], [4]])
})
