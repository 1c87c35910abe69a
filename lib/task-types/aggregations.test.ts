import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Unit } from '@/lib/core/agreement/figure'
import type { Verdict } from '@/lib/core/export/contract'
import type { AnyTaskType, Sample } from '@/lib/core/task-type'
import { taskTypes } from './registry'

type AnySample = Sample<unknown, unknown, unknown>

const annotators = ['ada', 'ben', 'cleo', 'dan']

for (const [id, spec] of Object.entries(taskTypes)) {
  describe(id, () => {
    for (const [method, { description }] of Object.entries(spec.aggregations)) {
      test(`${method} says what it assumes`, () => expect(description).toMatch(/\.$/))
      for (const [index, sample] of spec.samples.entries()) {
        describe(`${method}, sample ${index + 1}`, () => lawsOf(spec, method, sample))
      }
    }
  })
}

function lawsOf(spec: AnyTaskType, method: string, sample: AnySample) {
  const config = spec.config.parse(sample.config)
  const payload = spec.payload.parse(spec.store(spec.line.parse(sample.line), new Map(Object.entries(sample.media))))
  const answers = sample.answers.map((answer) => spec.answerFor(payload, config).parse(answer))
  const aggregation = spec.aggregations[method]
  const run = (units: readonly Unit<unknown>[]) => aggregation?.run(units, config) ?? []
  // Methods over categories say nothing where several may be chosen at once; the usual one always does.
  const usual = Object.keys(spec.aggregations)[0] === method
  const held = usual || !severalAtOnce(config) ? answers : []

  const unitsOf = fc
    .array(fc.array(fc.tuple(fc.constantFrom(...annotators), fc.constantFrom(...answers)), { maxLength: 6 }), {
      minLength: 1,
      maxLength: 5,
    })
    .map((drawn) => drawn.map((ratings, item): Unit<unknown> => ({ item: `item-${item}`, ratings: once(ratings) })))

  test('each unit gets its verdict, which names the method and how many it rests on', () => {
    fc.assert(
      fc.property(unitsOf, (units) => {
        const verdicts = run(units)
        expect(verdicts.map(({ n }) => n)).toEqual(units.map(({ ratings }) => ratings.length))
        expect(verdicts.every((verdict) => verdict.method === method)).toBe(true)
      }),
      { numRuns: 12 },
    )
  })

  test('a verdict is an answer that people could have given, or none; its certainty is a probability or none', () => {
    fc.assert(
      fc.property(unitsOf, (units) => {
        for (const { answer, tied, certainty } of run(units)) {
          for (const own of answer === null ? tied : [answer]) {
            const { error } = spec.goldFor(payload, withTies(config)).safeParse(own)
            expect(error?.issues ?? [], JSON.stringify(own)).toEqual([])
          }
          expect(certainty === null || (certainty >= 0 && certainty <= 1)).toBe(true)
        }
      }),
      { numRuns: 12 },
    )
  })

  test('a verdict with an answer is no tie, and a tie has at least two answers', () => {
    fc.assert(
      fc.property(unitsOf, (units) => {
        for (const { answer, tied } of run(units)) {
          if (answer !== null) expect(tied).toEqual([])
          else expect(tied.length).not.toBe(1)
        }
      }),
      { numRuns: 12 },
    )
  })

  test('the order of units and of ratings changes nothing', () => {
    fc.assert(
      fc.property(unitsOf, (units) => {
        const forwards = run(units)
        const backwards = run(
          units.toReversed().map(({ item, ratings }) => ({ item, ratings: ratings.toReversed() })),
        ).toReversed()
        expect(backwards.map(steady)).toEqual(forwards.map(steady))
      }),
      { numRuns: 12 },
    )
  })

  test('what all say wins', () => {
    for (const answer of held) {
      const ratings = annotators.map((annotator) => ({ annotator, value: answer }))
      const [verdict] = run([{ item: 'one', ratings }])
      expect(verdict?.answer, JSON.stringify(answer)).not.toBeNull()
      expect(spec.distance(verdict?.answer, answer, config)).toBeLessThan(1e-9)
    }
  })

  test('nobody decides nothing', () => {
    expect(run([{ item: 'one', ratings: [] }])).toEqual([{ answer: null, tied: [], method, certainty: null, n: 0 }])
  })

  test('of two who choose differently neither wins', () => {
    const category = spec.category
    if (!category) return
    const [one, other] = held.filter((answer) => category.of(answer, config) !== null)
    if (one === undefined || other === undefined) return
    const ratings = [one, other].map((value, index) => ({ annotator: annotators[index] ?? '', value }))
    const [verdict] = run([{ item: 'one', ratings }])
    expect(verdict?.answer).toBeNull()
    expect(verdict?.tied.map((answer) => category.of(answer, config)).sort()).toEqual(
      [one, other].map((answer) => category.of(answer, config)).sort(),
    )
  })

  if (aggregation?.over === 'task')
    test('other units change nothing about a unit', () => {
      fc.assert(
        fc.property(unitsOf, (units) => {
          expect(units.flatMap((unit) => run([unit])).map(steady)).toEqual(run(units).map(steady))
        }),
        { numRuns: 12 },
      )
    })
}

function severalAtOnce(config: unknown): boolean {
  return typeof config === 'object' && config !== null && 'multiple' in config && config.multiple === true
}

/** What nobody may say, all together may: equal mean ranks. */
function withTies(config: unknown): unknown {
  return typeof config === 'object' && config !== null && 'ties' in config ? { ...config, ties: true } : config
}

/** The first answer of each annotator. */
function once(ratings: [string, unknown][]): Unit<unknown>['ratings'] {
  return ratings
    .filter(([annotator], index) => ratings.findIndex(([other]) => other === annotator) === index)
    .map(([annotator, value]) => ({ annotator, value }))
}

/** To nine digits, for sums in another order; tied answers as a set. */
function steady({ answer, tied, certainty }: Verdict<unknown>) {
  const rounded = (value: unknown): string =>
    JSON.stringify(value, (_, own: unknown) => (typeof own === 'number' ? Number(own.toPrecision(9)) : own))
  return { answer: rounded(answer), tied: tied.map(rounded).sort(), certainty: rounded(certainty) }
}
