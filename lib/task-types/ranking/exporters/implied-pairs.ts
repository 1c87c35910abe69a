import { modelsOf, sameTurns } from '@/lib/core/conversation/conversation'
import { bradleyTerryMargin, type PreferencePair } from '@/lib/core/formats/preference-pair'
import type { ExportTally } from '@/lib/core/task-type'
import { pairVotes } from '../aggregate'
import { idOf, type Placed, placed, type Ranked, rankedTasks, type Task } from './ranked-tasks'

/** Every pair that the common order of a task implies. The margin is the difference of the mean ranks. */
export async function* impliedPairs(tasks: AsyncIterable<Task>, tally: ExportTally): AsyncIterable<PreferencePair> {
  for await (const ranked of rankedTasks(tasks, tally)) {
    const { task, answers } = ranked
    for (const [better, worse] of pairsOf(ranked, tally)) {
      const votes = pairVotes(answers, better.index, worse.index)
      yield {
        prompt: task.payload.prompt,
        chosen: better.response.content,
        rejected: worse.response.content,
        margin: worse.meanRank - better.meanRank,
        about: {
          id: `${idOf(task)}-${better.index + 1}-${worse.index + 1}`,
          ranking_id: idOf(task),
          n_annotators: answers.length,
          n_chosen: votes.above,
          n_rejected: votes.below,
          n_tie: votes.tied,
          agreement: votes.above / answers.length,
          pairwise_agreement: task.agreement,
          rank_chosen: better.meanRank,
          rank_rejected: worse.meanRank,
          margin_bradley_terry: bradleyTerryMargin(votes.above, votes.below),
          models: modelsOf(better.response, worse.response),
          batch: task.batch,
        },
      }
    }
  }
}

function pairsOf(ranked: Ranked, tally: ExportTally): [Placed, Placed][] {
  const inOrder = placed(ranked)
  return inOrder.flatMap((better, place) =>
    inOrder.slice(place + 1).flatMap((worse): [Placed, Placed][] => {
      if (sameTurns(better.response.content, worse.response.content)) {
        tally.count('pairs left out: identical responses')
        return []
      }
      if (better.meanRank === worse.meanRank) {
        tally.count('pairs left out: tied')
        return []
      }
      return [[better, worse]]
    }),
  )
}
