import { type ProbableLabel, probableLabel, withoutVotes } from './chosen-labels'
import type { VoteColumns } from './vote-columns'

/** Probabilities of all items together; past this they fill the memory, and the labels are no classes but texts or measurements. */
const MOST_POSTERIORS = 20_000_000

export function hasRoomForPosteriors({ items, classes }: VoteColumns): boolean {
  return items.length * classes.length <= MOST_POSTERIORS
}

/** Item → its label, given item × class posteriors. */
export function probableItems(votes: VoteColumns, posterior: Float64Array): Record<string, ProbableLabel> {
  const K = votes.classes.length
  return Object.fromEntries(
    votes.items.map((item, i) => {
      if (votes.start[i] === votes.start[i + 1]) return [item, withoutVotes]
      return [item, probableLabel(votes.classes, posterior.subarray(i * K, (i + 1) * K))]
    }),
  )
}
