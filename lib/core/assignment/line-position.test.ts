import { expect, test } from 'vitest'
import { linePosition } from './line-position'

test('no two lines of a batch share a place, whatever the seed', () => {
  for (const seed of [0, 1, 987654321, 2 ** 31 - 1]) {
    const places = new Set<number>()
    for (let index = 0; index < 50_000; index++) places.add(linePosition(1, index, seed, 'random'))
    expect(places.size).toBe(50_000)
  }
})

test('tasks of a later import stand behind those of an earlier one', () => {
  const first = [0, 1, 99_999].map((index) => linePosition(1, index, 7, 'random'))
  const second = [0, 1, 99_999].map((index) => linePosition(2, index, 7, 'random'))
  expect(Math.max(...first)).toBeLessThan(Math.min(...second))
  expect(linePosition(2 ** 20, 0, 7, 'random')).toBeLessThan(Number.MAX_SAFE_INTEGER)
})

test('imported order keeps the order of the file', () => {
  expect([0, 1, 2].map((index) => linePosition(3, index, 5, 'imported'))).toEqual([
    3 * 2 ** 32,
    3 * 2 ** 32 + 1,
    3 * 2 ** 32 + 2,
  ])
})
