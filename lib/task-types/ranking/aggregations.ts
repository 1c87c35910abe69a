import type { Unit } from '@/lib/core/agreement/figure'
import type { Aggregation, Verdict } from '@/lib/core/export/contract'
import type { Ranks } from '@/lib/core/ranking/ranks'
import { bradleyTerry } from '@/lib/core/ranking-models/bradley-terry'
import { comparisonsOfRankings } from '@/lib/core/ranking-models/comparison'
import { aggregateOf } from './aggregate'
import { type Answer, type Config, denseRanks } from './schema'

export const aggregations: Record<string, Aggregation<Answer, Config>> = {
  borda: {
    label: 'Borda (mean ranks)',
    description: 'Responses by their mean rank over the annotators; equal means are tied (Borda 1784).',
    over: 'task',
    run: (units) => units.map(({ ratings }) => bordaOf(ratings.map(({ value }) => value))),
  },
  'bradley-terry': {
    label: 'Bradley–Terry',
    description:
      'Responses by their strength in the pairs that the rankings imply (Bradley & Terry 1952, ridge penalty 0.1, which keeps unanimous rankings finite).',
    over: 'task',
    run: (units) => units.map(byStrength),
  },
}

function bordaOf(answers: readonly Answer[]): Verdict<Answer> {
  const about = { tied: [], method: 'borda', certainty: null, n: answers.length }
  const [first] = answers
  if (first === undefined) return { answer: null, ...about }
  const { groups } = aggregateOf(answers, first.ranks.length)
  const ranks = first.ranks.map((_, index) => groups.findIndex((group) => group.includes(index)) + 1)
  return { answer: { ranks }, ...about }
}

/** Strengths this close are equal. */
const same = 1e-9

function byStrength({ item, ratings }: Unit<Answer>): Verdict<Answer> {
  const about = { tied: [], method: 'bradley-terry', certainty: null, n: ratings.length }
  const [first] = ratings
  if (first === undefined) return { answer: null, ...about }
  const named = ratings.map(({ annotator, value }) => ({ annotator, value: byName(value) }))
  const { strengths } = bradleyTerry(comparisonsOfRankings([{ item, ratings: named }]), { penalty: 0.1 })
  // No strengths where nobody puts any response above another: all are tied.
  const n = first.value.ranks.length
  const ranks = strengths === null ? new Array<number>(n).fill(1) : ranksBy(strengths, n)
  return { answer: ranks === null ? null : { ranks }, ...about }
}

function byName({ ranks }: Answer): Ranks {
  return Object.fromEntries(ranks.map((rank, index) => [String(index), rank]))
}

function ranksBy(strengths: Record<string, { value: number }>, n: number): number[] | null {
  const values = Array.from({ length: n }, (_, index) => strengths[String(index)]?.value ?? null)
  const known = values.filter((value) => value !== null)
  if (known.length < n) return null
  // One more than the responses that are clearly stronger, then made dense.
  return denseRanks(known.map((own) => 1 + known.filter((other) => other > own + same).length))
}
