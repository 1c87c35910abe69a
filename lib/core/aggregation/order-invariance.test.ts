import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Unit } from '@/lib/core/agreement/figure'
import type { Box } from '@/lib/core/boxes/box'
import { boxFusion } from './box-fusion'
import { dawidSkene } from './dawid-skene'
import { mace } from './mace'
import { majority } from './majority'
import { medoid } from './medoid'
import { rover } from './rover'

const annotators = ['ann', 'bob', 'cyd', 'dee', 'eve']

function units<Value>(value: fc.Arbitrary<Value>): fc.Arbitrary<Unit<Value>[]> {
  return fc
    .array(fc.tuple(fc.shuffledSubarray(annotators), fc.array(value, { minLength: 5, maxLength: 5 })), { maxLength: 6 })
    .map((items) =>
      items.map(([who, values], i) => ({
        item: `item ${i}`,
        ratings: who.flatMap((annotator, a) => values.slice(a, a + 1).map((own) => ({ annotator, value: own }))),
      })),
    )
}

/** The same judgements, items and annotators in another order. */
function shuffled<Value>(given: Unit<Value>[]): Unit<Value>[] {
  return given
    .toReversed()
    .map(({ item, ratings }) => ({ item, ratings: [...ratings.slice(1), ...ratings.slice(0, 1)] }))
}

function expectNoChange<Value>(value: fc.Arbitrary<Value>, aggregate: (given: Unit<Value>[]) => unknown): void {
  fc.assert(
    fc.property(units(value), (given) => {
      expect(aggregate(shuffled(given))).toEqual(aggregate(given))
    }),
    { numRuns: 50 },
  )
}

const label = fc.constantFrom('x', 'y', 'z')
const text = fc.array(fc.constantFrom('so', 'it', 'goes', 'on'), { maxLength: 5 }).map((words) => words.join(' '))
const box: fc.Arbitrary<Box> = fc.record({
  label: fc.constantFrom('cat', 'dog'),
  x: fc.integer({ min: 0, max: 12 }),
  y: fc.integer({ min: 0, max: 12 }),
  width: fc.integer({ min: 4, max: 9 }),
  height: fc.integer({ min: 4, max: 9 }),
})

test('majority: neither the order of items nor of annotators changes anything', () => expectNoChange(label, majority))
test('Dawid–Skene: order changes nothing', () => expectNoChange(label, (given) => dawidSkene(given)))
test('MACE: order changes nothing, the seed being the same', () => expectNoChange(label, (given) => mace(given)))
test('medoid: order changes nothing', () => expectNoChange(text, (given) => medoid(given)))
test('ROVER: order changes nothing', () => expectNoChange(text, (given) => rover(given)))
test('box fusion: order changes nothing, that of the boxes included', () => {
  expectNoChange(fc.array(box, { maxLength: 4 }), (given) => boxFusion(given))
  fc.assert(
    fc.property(units(fc.array(box, { maxLength: 4 })), (given) => {
      const turned = given.map(({ item, ratings }) => ({
        item,
        ratings: ratings.map(({ annotator, value }) => ({ annotator, value: value.toReversed() })),
      }))
      expect(boxFusion(turned)).toEqual(boxFusion(given))
    }),
    { numRuns: 50 },
  )
})
