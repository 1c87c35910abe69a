import type { Reason, Unit } from '@/lib/core/agreement/figure'
import { AppError } from '@/lib/core/errors'
import type { ProbableLabel } from './chosen-labels'
import { type DawidSkeneFit, fitDawidSkene } from './dawid-skene-em'
import { type Estimation, stoppedNote } from './estimation-bound'
import { hasRoomForPosteriors, probableItems } from './probable-items'
import { type VoteColumns, voteColumns } from './vote-columns'

export interface DawidSkene extends Estimation {
  method: 'dawid-skene'
  reason: Reason | null
  note: string | null
  classes: string[]
  /** Mean posterior of each class over the items with votes; null without votes. */
  class_marginals: Record<string, number> | null
  /** Annotator → true class → reported class → probability; null for a class that none of the annotator's items may be. */
  confusion: Record<string, Record<string, Record<string, number> | null>>
  items: Record<string, ProbableLabel>
}

/** Cells of all confusion matrices together; past this they fill the memory, and the labels are no classes but texts. */
const MOST_CELLS = 50_000_000

/** Whether every annotator can have a matrix of all labels, and every item a probability of each. */
export function hasRoomForMatrices(votes: VoteColumns): boolean {
  return votes.annotators.length * votes.classes.length ** 2 <= MOST_CELLS && hasRoomForPosteriors(votes)
}

/**
 * Dawid & Skene (1979): every annotator has a confusion matrix of their own, estimated together with the true classes. Repeated labels of
 * one annotator on an item count as often as they stand there. An item without votes has no answer.
 * @throws AppError `bad-input` where there are so many different labels that they are no classes.
 */
export function dawidSkene(
  units: readonly Unit<string>[],
  options: { smoothing?: number; mostRounds?: number } = {},
): DawidSkene {
  const votes = voteColumns(units)
  if (!hasRoomForMatrices(votes)) {
    throw new AppError(
      'bad-input',
      `There are ${votes.classes.length} different labels of ${votes.annotators.length} annotators on ${votes.items.length} items, too many for confusion matrices; use majority, or check that the values are labels.`,
    )
  }
  const fit = fitDawidSkene(votes, options.smoothing ?? 0, options.mostRounds)
  const empty = votes.label.length === 0
  return {
    method: 'dawid-skene',
    reason: empty ? 'no-votes' : null,
    note: fit.converged ? null : stoppedNote(fit),
    classes: votes.classes,
    class_marginals: empty ? null : named(votes.classes, fit.marginals),
    confusion: Object.fromEntries(votes.annotators.map((name, a) => [name, confusionOf(votes.classes, fit, a)])),
    log_likelihood: empty ? null : fit.logLikelihood,
    iterations: fit.iterations,
    converged: fit.converged,
    last_change: fit.lastChange,
    items: probableItems(votes, fit.posterior),
  }
}

function confusionOf(classes: string[], { confusion }: DawidSkeneFit, annotator: number) {
  const K = classes.length
  return Object.fromEntries(
    classes.map((name, c) => {
      const row = confusion.subarray((annotator * K + c) * K, (annotator * K + c + 1) * K)
      return [name, row.some((p) => p > 0) ? named(classes, row) : null]
    }),
  )
}

function named(classes: string[], values: Float64Array): Record<string, number> {
  return Object.fromEntries(classes.map((name, c) => [name, values[c] ?? 0]))
}
