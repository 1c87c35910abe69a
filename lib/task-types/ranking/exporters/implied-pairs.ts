import { modelsOf, sameTurns } from '@/lib/core/conversation/conversation'
import type { Column, ExportContext } from '@/lib/core/export/contract'
import { taskColumns, taskFields } from '@/lib/core/export/task-columns'
import { bradleyTerryMargin, type PreferencePair } from '@/lib/core/formats/preference-pair'
import { pairVotes } from '../aggregate'
import type { Config } from '../schema'
import { type Placed, placed, type Ranked, ranked, type Task } from './ranked-tasks'

export const pairColumns: Column[] = [
  { name: 'ranking_id', type: 'string', about: 'the same for all pairs of one ranking, which are not independent' },
  { name: 'n_chosen', type: 'int', about: 'annotators who rank the chosen above the rejected' },
  { name: 'n_rejected', type: 'int', about: 'annotators who rank it below' },
  { name: 'n_tie', type: 'int', about: 'annotators who rank them equal' },
  { name: 'agreement', type: 'double', about: 'share of the annotators who rank the chosen above' },
  { name: 'rank_chosen', type: 'double', about: 'mean rank of the chosen, 1 best' },
  { name: 'rank_rejected', type: 'double', about: 'mean rank of the rejected' },
  { name: 'weight', type: 'double', about: '1; ½ for each direction of a tie' },
  { name: 'margin_bradley_terry', type: 'double', about: 'log((above + ½) / (below + ½)) from the annotators’ ranks' },
  {
    name: 'models',
    type: {
      struct: [
        { name: 'chosen', type: 'string', about: 'who wrote the better response' },
        { name: 'rejected', type: 'string', about: 'who wrote the worse response' },
      ],
    },
    about: 'who wrote the responses',
  },
  ...taskColumns,
]

/** Every pair that the order of a task implies. The margin is the difference of the mean ranks. */
export function impliedPairs(task: Task, { tally, choices }: ExportContext<Config>): PreferencePair[] {
  const own = ranked(task, tally)
  if (own === null) return []
  const inOrder = placed(own)
  return inOrder.flatMap((better, place) =>
    inOrder.slice(place + 1).flatMap((worse) => {
      if (sameTurns(better.response.content, worse.response.content)) {
        tally.count('pairs left out: identical responses')
        return []
      }
      if (better.meanRank !== worse.meanRank && anybodyPreferred(own, better, worse))
        return [pairOf(own, better, worse, 1)]
      if (choices.ties !== 'both') {
        tally.count('pairs left out: tied')
        return []
      }
      tally.count('ties written in both directions')
      return [pairOf(own, better, worse, 0.5), pairOf(own, worse, better, 0.5)]
    }),
  )
}

/** A model may put one response above the other where everybody ranks them equal: that is a tie. */
function anybodyPreferred({ task, answers }: Ranked, better: Placed, worse: Placed): boolean {
  const { above, below } = pairVotes(answers, better.index, worse.index)
  return task.adjudicated !== null || above + below > 0
}

function pairOf({ task, answers }: Ranked, better: Placed, worse: Placed, weight: number): PreferencePair {
  const votes = pairVotes(answers, better.index, worse.index)
  return {
    prompt: task.payload.prompt,
    chosen: better.response.content,
    rejected: worse.response.content,
    margin: worse.meanRank - better.meanRank,
    about: {
      id: `${task.rowId}:${better.index + 1}-${worse.index + 1}`,
      ranking_id: task.rowId,
      n_chosen: votes.above,
      n_rejected: votes.below,
      n_tie: votes.tied,
      agreement: answers.length === 0 ? null : votes.above / answers.length,
      rank_chosen: better.meanRank,
      rank_rejected: worse.meanRank,
      weight,
      margin_bradley_terry: bradleyTerryMargin(votes.above, votes.below),
      models: modelsOf(better.response, worse.response),
      ...taskFields(task),
    },
  }
}
