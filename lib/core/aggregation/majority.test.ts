import { expect, test } from 'vitest'
import { goldAccuracy } from './gold-accuracy'
import { majority } from './majority'
import { unitsOf } from './oracle.fixture'

test('a tie is a set, never drawn; a skip is no vote; no votes are no answer', () => {
  const result = majority(unitsOf<string>({ x: 'cat', y: 'cat', z: 'dog' }, { x: 'dog', y: 'cat' }, {}))
  expect(result).toEqual({
    method: 'majority',
    reason: null,
    note: null,
    items: {
      1: { value: 'cat', top: ['cat'], share: { cat: 2 / 3, dog: 1 / 3 }, n: 3 },
      2: { value: null, top: ['cat', 'dog'], share: { cat: 0.5, dog: 0.5 }, n: 2 },
      3: { value: null, top: [], share: {}, n: 0 },
    },
  })
  expect(majority(unitsOf({})).reason).toBe('no-votes')
  expect(majority([])).toMatchObject({ reason: 'no-votes', items: {} })
})

test('a plurality is enough: 2 of 5 win where the others say three different things', () => {
  expect(majority(unitsOf({ a: 'x', b: 'x', c: 'p', d: 'q', e: 'r' })).items[1]?.value).toBe('x')
})

test('gold accuracy: a tie of k that holds the truth counts 1/k, items without votes are left out', () => {
  const items = {
    1: { top: ['a'] },
    2: { top: ['a', 'b'] },
    3: { top: ['a', 'b', 'c'] },
    4: { top: [] },
    5: { top: ['b', 'c'] },
  }
  const gold = new Map(Object.keys(items).map((item) => [item, 'a']))
  const accuracy = goldAccuracy(items, gold)
  expect(accuracy.value).toBeCloseTo((1 + 1 / 2 + 1 / 3) / 4, 14)
  expect(accuracy).toMatchObject({ n: 4, ties: 3 })
  expect(goldAccuracy(items, new Map())).toEqual({ value: null, ci: null, n: 0, ties: 0 })
})

test('gold accuracy has the interval of Wilson: 8 of 10 gives 0.4902 to 0.9433 (Newcombe 1998, method 3)', () => {
  const items = Object.fromEntries(Array.from({ length: 10 }, (_, i) => [i, { top: [i < 8 ? 'a' : 'b'] }]))
  const { ci } = goldAccuracy(items, new Map(Object.keys(items).map((item) => [item, 'a'])))
  expect(ci?.[0]).toBeCloseTo(0.4902, 4)
  expect(ci?.[1]).toBeCloseTo(0.9433, 4)
})
