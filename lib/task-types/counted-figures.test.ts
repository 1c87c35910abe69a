import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { CountedAnswers } from '@/lib/core/agreement/counted-answers'
import type { Unit } from '@/lib/core/agreement/figure'
import { taskTypeOf, taskTypes } from './registry'

const people = ['zoe', 'ada', 'ben', 'cleo']

/** Answers that people give, some with what no measure looks at. */
const studies = {
  sentiment: {
    configs: [
      { labels: ['-1', '=0', 'one, or more'], scale: 'ordinal' },
      { labels: ['a', 'b'], scale: 'nominal' },
    ],
    answers: (config: { labels?: string[] }) => (config.labels ?? []).map((label) => ({ label })),
  },
  preference: {
    configs: [{ strength: true }, { strength: false, tie: false }],
    answers: (config: { strength?: boolean; tie?: boolean }) =>
      config.strength
        ? [
            { choice: 'a', strength: 1, rationale: 'shorter' },
            { choice: 'a', strength: 3 },
            { choice: 'b', strength: 2, rationale: 'true' },
            { choice: 'tie' },
            { choice: 'both-bad' },
          ]
        : [{ choice: 'a' }, { choice: 'b', rationale: 'kinder' }, { choice: 'both-bad' }],
  },
}

/** Counted the plain way: every item is a way of its own. */
function counted(units: Unit<unknown>[], seen: (answer: unknown) => unknown): CountedAnswers<unknown> {
  const names = [...new Set(units.flatMap(({ ratings }) => ratings.map(({ annotator }) => annotator)))].toSorted()
  const [one, other, third] = names
  const exactlyTwo = one !== undefined && other !== undefined && third === undefined
  return {
    ways: units.map(({ ratings }) => ({
      items: 1,
      answers: ratings.map(({ value }) => ({ value: seen(value), times: 1 })),
    })),
    annotators: names.map((name) => ({
      name,
      values: units.flatMap(({ ratings }) =>
        ratings.flatMap(({ annotator, value }) => (annotator === name ? [seen(value)] : [])),
      ),
    })),
    both: exactlyTwo
      ? units.flatMap(({ ratings }) => {
          const [first, second] = [one, other].map((name) => ratings.find(({ annotator }) => annotator === name))
          return first && second ? [{ first: seen(first.value), second: seen(second.value), items: 1 }] : []
        })
      : null,
  }
}

interface Study {
  taskType: string
  stored: unknown
  answers: readonly unknown[]
}

const given: Study[] = Object.entries(studies).flatMap(([taskType, { configs, answers }]) =>
  configs.map((stored) => ({ taskType, stored, answers: answers(stored) })),
)
/** The samples of every type that has figures from counts, where each answer has a category. */
const sampled: Study[] = Object.entries(taskTypes).flatMap(([taskType, spec]) =>
  spec.samples
    .filter(({ config, answers }) => {
      const parsed = spec.config.parse(config)
      return spec.category?.counts && answers.every((answer) => spec.category?.of(answer, parsed) !== null)
    })
    .map(({ config, answers }) => ({ taskType, stored: config, answers })),
)

for (const [index, { taskType, stored, answers }] of [...given, ...sampled].entries()) {
  test(`counts give every figure of the answers, with its interval: ${taskType}, study ${index + 1}`, () => {
    const spec = taskTypeOf(taskType)
    const config = spec.config.parse(stored)
    const counts = spec.category?.counts
    if (!counts) throw new Error('The type has no figures from counts.')
    const row = (crowd: number) =>
      fc.array(fc.option(fc.constantFrom(...answers)), { minLength: crowd, maxLength: crowd })
    const rows = fc.oneof(fc.array(row(2), { maxLength: 25 }), fc.array(row(4), { maxLength: 25 }))
    fc.assert(
      fc.property(rows, fc.constantFrom(0, 30), (said, bootstrap) => {
        const units = said.map((values, item) => ({
          item: `t${item}`,
          ratings: values.flatMap((value, person) =>
            value === null ? [] : [{ annotator: people[person] ?? '', value }],
          ),
        }))
        const asked = { bootstrap, seed: 1 }
        const table = counted(units, (value) => counts.seen(value, config))
        expect(counts.figures(table, config, asked)).toEqual(spec.measures(units, config, asked))
      }),
    )
  })
}
