import fc from 'fast-check'
import { expect, test } from 'vitest'
import { drawnPairs } from './drawn-pairs'

const keysOf = (n: number) => Array.from({ length: n }, (_, place) => `item ${place}`)

/** The pairs as the keys they name. */
function named(keys: readonly string[], pairs: number, seed: number): string[] {
  const { first, second } = drawnPairs(keys, pairs, seed)
  return Array.from(first, (a, pair) => `${keys[a]} ${keys[second[pair] ?? 0]}`)
}

test('the set of keys and the seed decide the pairs, not the order of the keys', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.string(), { minLength: 1, maxLength: 60 }), fc.nat(), (keys, seed) => {
      const drawn = named(keys, 50, seed)
      expect(named(keys.toReversed(), 50, seed)).toEqual(drawn)
      expect(drawn.every((pair) => !pair.includes('undefined'))).toBe(true)
    }),
  )
  expect(named(keysOf(30), 50, 1)).not.toEqual(named(keysOf(30), 50, 2))
})

test('every key is drawn as often as every other, and every pair as often as every other', () => {
  const keys = keysOf(37)
  const pairs = 200_000
  const { first, second } = drawnPairs(keys, pairs, 5)
  const counts = (values: Iterable<number>, kinds: number) => {
    const cells = new Float64Array(kinds)
    for (const value of values) cells[value] = (cells[value] ?? 0) + 1
    return cells
  }
  const chiSquare = (cells: Float64Array) => {
    const even = pairs / cells.length
    return cells.reduce((sum, count) => sum + (count - even) ** 2 / even, 0)
  }
  // scipy 1: chi2.ppf(0.999, 36) and chi2.ppf(0.999, 37 ** 2 - 1).
  expect(chiSquare(counts(first, 37))).toBeLessThan(67.985)
  expect(chiSquare(counts(second, 37))).toBeLessThan(67.985)
  const both = Array.from(first, (a, pair) => a * 37 + (second[pair] ?? 0))
  expect(chiSquare(counts(both, 37 * 37))).toBeLessThan(1535.355)
})

test('one key more or less changes few pairs', () => {
  const before = named(keysOf(5_000), 100_000, 1)
  for (const keys of [keysOf(5_001), keysOf(4_999)]) {
    const after = named(keys, 100_000, 1)
    const changed = after.filter((pair, place) => pair !== before[place]).length
    expect(changed).toBeGreaterThan(0)
    expect(changed).toBeLessThan(1_000)
  }
})
