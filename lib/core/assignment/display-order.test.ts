import { expect, test } from 'vitest'
import { displayOrder } from './display-order'

test('nothing to shuffle gives an empty order, one thing stands alone', () => {
  expect(displayOrder(1, 0)).toEqual([])
  expect(displayOrder(1, 1)).toEqual([0])
})

test('every alternative is shown exactly once', () => {
  for (let seed = 0; seed < 500; seed++) {
    const alternatives = 2 + (seed % 9)
    expect([...displayOrder(seed, alternatives)].sort((a, b) => a - b)).toEqual(
      Array.from({ length: alternatives }, (_, index) => index),
    )
  }
})

test('a seed keeps its order for ever', () => {
  expect([1, 2, 123456789].map((seed) => displayOrder(seed, 5).join(''))).toMatchInlineSnapshot(`
    [
      "34120",
      "34021",
      "21034",
    ]
  `)
})

/** Upper 99.99 % point of chi-square with 5 degrees of freedom (R: qchisq(0.9999, 5)). */
const chiSquareLimit = 25.74483

test('all six orders of three alternatives are equally likely over the seeds, neighbouring ones too', () => {
  const draws = 60_000
  const counts = new Map<string, number>()
  for (let seed = 0; seed < draws; seed++) {
    const name = displayOrder(seed, 3).join('')
    counts.set(name, (counts.get(name) ?? 0) + 1)
  }
  const expected = draws / 6
  const chiSquare = [...counts.values()].reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0)
  expect(counts.size).toBe(6)
  expect(chiSquare).toBeLessThan(chiSquareLimit)
})
