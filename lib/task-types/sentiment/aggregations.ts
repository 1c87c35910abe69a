import { labelAggregations } from '@/lib/core/aggregation/label-verdicts'
import type { Aggregation, Verdict } from '@/lib/core/export/contract'
import { type Answer, type Config, labelsOf } from './schema'

const { majority, ...models } = labelAggregations<Answer, Config>({
  of: (answer, config) => (config.multiple ? null : (labelsOf(answer)[0] ?? null)),
  answer: (label) => ({ label }),
})

export const aggregations: Record<string, Aggregation<Answer, Config>> = {
  majority: {
    label: 'Majority',
    description:
      'The most frequent label; a tie decides nothing. Where several labels may be chosen: those that more than half named.',
    over: 'task',
    run: (units, config) =>
      config.multiple
        ? units.map(({ ratings }) =>
            namedByMost(
              ratings.map(({ value }) => labelsOf(value)),
              config,
            ),
          )
        : majority.run(units, config),
  },
  // They weigh votes for one label; where several may be chosen they decide nothing.
  'dawid-skene': { ...models['dawid-skene'], decides: ({ multiple }) => !multiple },
  mace: { ...models.mace, decides: ({ multiple }) => !multiple },
}

function namedByMost(chosen: readonly string[][], config: Config): Verdict<Answer> {
  const labels = config.labels
    .map(({ value }) => value)
    .filter((value) => chosen.filter((own) => own.includes(value)).length * 2 > chosen.length)
  const answer = labels.length === 0 ? null : { labels }
  return { answer, tied: [], method: 'majority', certainty: null, n: chosen.length }
}
