import type { Reason, Unit } from '@/lib/core/agreement/figure'
import { AppError } from '@/lib/core/errors'
import { seededRandom } from '@/lib/core/random/seeded-random'
import type { ProbableLabel } from './chosen-labels'
import { type Estimation, stoppedNote } from './estimation-bound'
import { fitMace } from './mace-em'
import { hasRoomForPosteriors, probableItems } from './probable-items'
import { voteColumns } from './vote-columns'

export interface Mace extends Estimation {
  method: 'mace'
  reason: Reason | null
  note: string | null
  /** How often an annotator knows the answer rather than guesses, 0 to 1. */
  annotators: Record<string, { competence: number }>
  items: Record<string, ProbableLabel>
}

const RESTARTS = 10

/**
 * Multi-annotator competence estimation: Hovy et al. 2013, variational, the best by likelihood of an even start and ten seeded ones.
 * An item without votes has no answer.
 * @throws AppError `bad-input` where there are so many different labels that they are no classes.
 */
export function mace(units: readonly Unit<string>[], options: { seed?: number } = {}): Mace {
  const votes = voteColumns(units)
  if (votes.label.length === 0) {
    const items = probableItems(votes, new Float64Array(0))
    return {
      method: 'mace',
      reason: 'no-votes',
      note: null,
      annotators: {},
      log_likelihood: null,
      iterations: 0,
      converged: true,
      last_change: null,
      items,
    }
  }
  if (!hasRoomForPosteriors(votes)) {
    throw new AppError(
      'bad-input',
      `There are ${votes.classes.length} different labels on ${votes.items.length} items, too many for the probability of each; use majority, or check that the values are labels.`,
    )
  }
  const best = fitMace(votes, seededRandom(options.seed ?? 1), RESTARTS)
  return {
    method: 'mace',
    reason: null,
    note: best.converged ? null : stoppedNote(best),
    annotators: Object.fromEntries(votes.annotators.map((name, a) => [name, { competence: best.competence[a] ?? 0 }])),
    log_likelihood: best.logLikelihood,
    iterations: best.iterations,
    converged: best.converged,
    last_change: best.lastChange,
    items: probableItems(votes, best.posterior),
  }
}
