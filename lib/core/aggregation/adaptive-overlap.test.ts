import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { adaptiveOverlap, wantsAnother } from './adaptive-overlap'
import { goldAccuracy } from './gold-accuracy'
import { majority } from './majority'
import { unitsOf } from './oracle.fixture'
import { crowdLabels, snowFile } from './snow-2008.fixture'

const policy = { target: 0.99, least: 3, most: 10 }

test('another annotator is asked below the least and below the target, never past the cap', () => {
  expect(wantsAnother(null, 0, policy)).toBe(true)
  expect(wantsAnother(1, 2, policy)).toBe(true)
  expect(wantsAnother(0.98, 9, policy)).toBe(true)
  expect(wantsAnother(0.99, 3, policy)).toBe(false)
  expect(wantsAnother(0.5, 10, policy)).toBe(false)
})

// No outside oracle exists for this policy: what is tested is that it asks fewer and is right more often than the majority of all ten.
test.each([
  ['rte', 4_425],
  ['temp', 1_727],
] as const)('%s: fewer labels than ten each, and more right answers than their majority', (task, asked) => {
  const { units, gold } = crowdLabels(readFileSync(snowFile(task), 'utf8'))
  const result = adaptiveOverlap(units, policy)
  expect(result).toMatchObject({ asked, available: units.length * 10 })
  const accuracy = goldAccuracy(result.items, gold).value ?? 0
  expect(accuracy).toBeGreaterThan(goldAccuracy(majority(units).items, gold).value ?? 1)
  expect(Object.values(result.items).every(({ n }) => n >= 3 && n <= 10)).toBe(true)
})

test('an item whose votes run out is left as it is; one without any has no answer', () => {
  const result = adaptiveOverlap(unitsOf<string>({ x: 'a', y: 'b' }, {}), policy)
  expect(result.items[1]).toMatchObject({ value: null, top: ['a', 'b'], n: 2 })
  expect(result.items[2]).toEqual({ value: null, top: [], probability: null, n: 0 })
  expect(result.asked).toBe(2)
  expect(adaptiveOverlap([], policy)).toEqual({ items: {}, asked: 0, available: 0 })
})
