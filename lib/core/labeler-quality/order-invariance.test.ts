import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Judgement } from './judgement'
import { labelerQuality } from './labeler-quality'

const nominal = (a: string, b: string): number => (a === b ? 0 : 1)
const gold = new Map([
  ['task 0', 'x'],
  ['task 3', 'y'],
])

const judgements: fc.Arbitrary<Judgement<string>[]> = fc
  .array(
    fc.record({
      item: fc.nat(7),
      annotator: fc.constantFrom('ann', 'bob', 'cyd'),
      value: fc.constantFrom('x', 'y', 'z'),
      durationMs: fc.option(fc.integer({ min: 200, max: 90_000 })),
      choseFirst: fc.option(fc.boolean()),
    }),
    { maxLength: 24 },
  )
  .map((all) => {
    const once = new Map(all.map((one) => [`${one.item} ${one.annotator}`, one]))
    return [...once.values()].map(({ item, value, ...rest }, givenAt) => ({
      item: `task ${item}`,
      value,
      category: value,
      givenAt,
      ...rest,
    }))
  })

/** The largest difference between numbers at the same place; infinite where anything else differs. */
function difference(a: unknown, b: unknown): number {
  if (typeof a === 'number' && typeof b === 'number') return a === b ? 0 : Math.abs(a - b)
  if (typeof a !== 'object' || a === null || typeof b !== 'object' || b === null)
    return a === b ? 0 : Number.POSITIVE_INFINITY
  const others = new Map(Object.entries(b))
  if (others.size !== Object.keys(a).length) return Number.POSITIVE_INFINITY
  return Math.max(0, ...Object.entries(a).map(([key, value]) => difference(value, others.get(key))))
}

test('the order in which judgements are read moves no figure and no flag: time alone tells what came after what', () => {
  fc.assert(
    fc.property(judgements, fc.infiniteStream(fc.nat()), (all, keys) => {
      const shuffled = all
        .map((one) => ({ one, key: Number(keys.next().value) }))
        .sort((p, q) => p.key - q.key)
        .map(({ one }) => one)
      const options = { distance: nominal, gold }
      expect(difference(labelerQuality(shuffled, options), labelerQuality(all, options))).toBeLessThan(1e-12)
    }),
  )
})
