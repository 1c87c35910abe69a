import fc from 'fast-check'
import { expect, test } from 'vitest'
import { unitsOf } from './oracle.fixture'
import { voteColumns } from './vote-columns'
import { spreadOverItems, votePatterns } from './vote-patterns'
import { hasUnderflown, jointFromLogs, multiplyVotes, safeVotes } from './vote-products'

test('items on which the same people said the same are one pattern, whatever the order of lines; items without votes are none', () => {
  const votes = voteColumns([
    ...unitsOf<string>({ x: 'a', y: 'b' }, { y: 'b', x: 'a' }, {}, { x: 'b', y: 'a' }, { x: 'a' }),
    {
      item: '6',
      ratings: [
        { annotator: 'y', value: 'b' },
        { annotator: 'x', value: 'a' },
      ],
    },
  ])
  const patterns = votePatterns(votes)
  expect([...patterns.patternOf]).toEqual([0, 0, -1, 1, 2, 0])
  expect([...patterns.items]).toEqual([3, 1, 1])
  expect([...patterns.start]).toEqual([0, 2, 4, 5])
  expect([...patterns.cell]).toEqual([0, 3, 1, 2, 0])
  expect([...patterns.label]).toEqual([0, 1, 1, 0, 0])
  expect(patterns.voted).toBe(5)
  const spread = spreadOverItems(patterns, Float64Array.of(0.75, 0.25, 0.5, 0.5, 1, 0))
  expect([...spread]).toEqual([0.75, 0.25, 0.75, 0.25, 0, 0, 0.5, 0.5, 1, 0, 0.75, 0.25])
})

test('every item leads to its own votes, for any votes', () => {
  const votes = fc.array(
    fc.array(fc.tuple(fc.constantFrom('x', 'y', 'z'), fc.constantFrom('a', 'b')), { maxLength: 4 }),
  )
  fc.assert(
    fc.property(votes, (items) => {
      const columns = voteColumns(
        items.map((said, i) => ({
          item: String(i),
          ratings: said.map(([annotator, value]) => ({ annotator, value })),
        })),
      )
      const { patternOf, start, cell, classes, items: times, voted } = votePatterns(columns)
      columns.items.forEach((_, item) => {
        const own = columns.label.subarray(columns.start[item], columns.start[item + 1])
        const pattern = patternOf[item] ?? -1
        const stored = pattern < 0 ? [] : [...cell.subarray(start[pattern], start[pattern + 1])]
        const whoSaidWhat = [...own].map(
          (label, vote) => (columns.annotator[(columns.start[item] ?? 0) + vote] ?? 0) * classes + label,
        )
        expect(stored).toEqual(whoSaidWhat)
      })
      expect(times.reduce((sum, count) => sum + count, 0)).toBe(voted)
    }),
  )
})

test.each([1, 2, 3, 4])('%d classes: products and logarithms give the same joint probabilities', (K) => {
  const cell = Int32Array.of(0, K, 2 * K - 1, 0)
  const probability = Float64Array.from({ length: 2 * K * K }, (_, place) => (1 + (place % 5)) / 7)
  const prior = Float64Array.from({ length: K }, (_, c) => (c + 1) / 10)
  const [direct, logs] = [new Float64Array(K), new Float64Array(K)]
  const total = multiplyVotes(direct, prior, probability, cell, 0, 4)
  const scaled = jointFromLogs(logs, prior, probability, cell, 0, 4)
  expect(scaled.total * Math.exp(scaled.logScale)).toBeCloseTo(total, 14)
  direct.forEach((joint, c) => {
    expect(joint / total).toBeCloseTo((logs[c] ?? 0) / scaled.total, 14)
  })
})

test('logarithms keep what products lose: factors of 1e-150 and below, and a class that is impossible', () => {
  const joint = new Float64Array(3)
  const probability = Float64Array.of(1e-150, 2e-150, 0, 1e-300, 1e-300, 1)
  const prior = Float64Array.of(0.25, 0.25, 0.5)
  expect(multiplyVotes(joint, prior, probability, Int32Array.of(0, 0, 1), 0, 3)).toBe(0)
  const { total, logScale } = jointFromLogs(joint, prior, probability, Int32Array.of(0, 0, 1), 0, 3)
  expect(joint[0]).toBeCloseTo(0.25, 12)
  expect([joint[1], joint[2]]).toEqual([1, 0])
  expect(total).toBeCloseTo(1.25, 12)
  expect(logScale).toBeCloseTo(Math.log(0.25) + 2 * Math.log(2e-150) + Math.log(1e-300), 9)
})

test('a possible class that came out as nothing beside a likely one is told from an impossible one', () => {
  const joint = new Float64Array(2)
  const prior = Float64Array.of(0.5, 0.5)
  const votes = Int32Array.of(0, 0)
  const unlikely = Float64Array.of(0.5, 1e-200, 0.5, 0.5)
  expect(multiplyVotes(joint, prior, unlikely, votes, 0, 2)).toBe(0.125)
  expect(joint[1]).toBe(0)
  expect(hasUnderflown(joint, prior, unlikely, votes, 0, 2)).toBe(true)
  const impossible = Float64Array.of(0.5, 0, 0.5, 0.5)
  multiplyVotes(joint, prior, impossible, votes, 0, 2)
  expect(hasUnderflown(joint, prior, impossible, votes, 0, 2)).toBe(false)
  expect(hasUnderflown(joint, Float64Array.of(1, 0), unlikely, votes, 0, 2)).toBe(false)
})

test('so many votes are safe as keep the product of the smallest probabilities a number with all its digits', () => {
  expect(safeVotes(Float64Array.of(1e-10, 0), Float64Array.of(0, 0.5, 1e-28))).toBeCloseTo(10, 9)
  expect(safeVotes(Float64Array.of(1), Float64Array.of(1e-300, 1))).toBeLessThan(1)
  // Where everything is certain nothing shrinks.
  expect(safeVotes(Float64Array.of(1), Float64Array.of(1, 0))).toBe(Number.POSITIVE_INFINITY)
})
