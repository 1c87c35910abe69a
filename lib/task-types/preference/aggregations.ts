import { labelAggregations } from '@/lib/core/aggregation/label-verdicts'
import type { Aggregation, Verdict } from '@/lib/core/export/contract'
import type { Answer, Choice, Config, Strength } from './schema'
import { bothAreBad, countVotes, winnerOf } from './votes'

const { 'dawid-skene': dawidSkene, mace } = labelAggregations<Answer, Config>({
  of: ({ choice }) => choice,
  answer: (label, saying) => withStrength(choiceOf(label), saying),
})

export const aggregations: Record<string, Aggregation<Answer, Config>> = {
  majority: {
    label: 'Majority of decisive votes',
    description:
      'Of the votes for a or b more than half decide; ties and both-bad have no say, unless more than half of all votes are both-bad.',
    over: 'task',
    run: (units) => units.map(({ ratings }) => majorityOf(ratings.map(({ value }) => value))),
  },
  'dawid-skene': dawidSkene,
  mace,
}

function majorityOf(answers: readonly Answer[]): Verdict<Answer> {
  const votes = countVotes(answers)
  const says = (choice: Choice) =>
    withStrength(
      choice,
      answers.filter((answer) => answer.choice === choice),
    )
  const about = { method: 'majority', certainty: null, n: votes.all }
  if (bothAreBad(votes)) return { answer: says('both-bad'), tied: [], ...about }
  const winner = winnerOf(votes)
  if (winner !== null) return { answer: says(winner), tied: [], ...about }
  if (votes.a > 0) return { answer: null, tied: [says('a'), says('b')], ...about }
  if (votes.tie === votes.bothBad)
    return { answer: null, tied: votes.all === 0 ? [] : [says('tie'), says('both-bad')], ...about }
  return { answer: says(votes.tie > votes.bothBad ? 'tie' : 'both-bad'), tied: [], ...about }
}

/** The mean strength of those who say so, to the nearest step. */
function withStrength(choice: Choice, saying: readonly Answer[]): Answer {
  const strengths = saying.flatMap(({ strength }) => strength ?? [])
  if (choice === 'tie' || choice === 'both-bad' || strengths.length === 0) return { choice }
  const mean = strengths.reduce((sum: number, strength) => sum + strength, 0) / strengths.length
  return { choice, strength: stepOf(mean) }
}

function stepOf(mean: number): Strength {
  if (mean < 1.5) return 1
  return mean < 2.5 ? 2 : 3
}

function choiceOf(label: string): Choice {
  return label === 'a' || label === 'b' || label === 'both-bad' ? label : 'tie'
}
