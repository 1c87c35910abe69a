import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bradleyTerry } from './bradley-terry'
import type { Comparison } from './comparison'
import { rankings } from './oracle.fixture'
import { plackettLuce } from './plackett-luce'

const names = ['p', 'q', 'r', 's']

const comparison = fc
  .tuple(
    fc.shuffledSubarray(names, { minLength: 2, maxLength: 2 }),
    fc.integer({ min: -2, max: 2 }),
    fc.constantFrom('a', 'b', null),
  )
  .map(([[a = '', b = ''], lead, first]): Comparison => ({ a, b, lead, first }))

/** The same judgement with its sides exchanged. */
function turned({ a, b, lead, first }: Comparison): Comparison {
  const swap = { a: 'b', b: 'a' } as const
  return { a: b, b: a, lead: -lead, first: first && swap[first] }
}

test('neither the order of comparisons nor which competitor is called a changes a result', () => {
  fc.assert(
    fc.property(
      fc
        .array(comparison, { maxLength: 40 })
        .chain((all) =>
          fc.tuple(
            fc.constant(all),
            fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length }),
            fc.infiniteStream(fc.boolean()),
          ),
        ),
      fc.constantFrom('davidson', 'rao-kupper', 'half', 'drop', 'graded'),
      fc.boolean(),
      ([all, shuffled, turn], ties, orderEffect) => {
        const options = ties === 'graded' ? { graded: true, orderEffect } : { ties, orderEffect }
        const own = (list: Comparison[]) =>
          ties === 'graded' ? list : list.map((one) => ({ ...one, lead: Math.sign(one.lead) }))
        const other = shuffled.map((one) => (turn.next().value ? turned(one) : one))
        expect(bradleyTerry(own(other), options)).toEqual(bradleyTerry(own(all), options))
      },
    ),
    { numRuns: 60 },
  )
})

test('at the maximum the mean is 0 and everyone has won as often as their strength expects', () => {
  fc.assert(
    fc.property(fc.array(comparison, { minLength: 10, maxLength: 60 }), (all) => {
      const own = all.map((one) => ({ ...one, lead: Math.sign(one.lead) }))
      const result = bradleyTerry(own, { ties: 'half' })
      if (result.strengths === null) return
      const value = (name: string) => result.strengths?.[name]?.value ?? 0
      expect(Object.keys(result.strengths).reduce((sum, name) => sum + value(name), 0)).toBeCloseTo(0, 10)
      // At the maximum everyone's wins are what their strength expects.
      for (const name of Object.keys(result.strengths)) {
        const met = own.filter(({ a, b }) => a === name || b === name)
        const won = met.reduce((sum, { a, lead }) => sum + (1 + (a === name ? lead : -lead)) / 2, 0)
        const due = met.reduce((sum, { a, b }) => sum + 1 / (1 + Math.exp(value(a === name ? b : a) - value(name))), 0)
        expect(won).toBeCloseTo(due, 9)
      }
    }),
  )
})

test('the order of rankings changes nothing', () => {
  fc.assert(
    fc.property(
      fc.shuffledSubarray(rankings, { minLength: rankings.length, maxLength: rankings.length }),
      (shuffled) => {
        expect(plackettLuce(shuffled)).toEqual(plackettLuce(rankings))
      },
    ),
    { numRuns: 10 },
  )
})
