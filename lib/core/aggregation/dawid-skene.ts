import type { Reason, Unit } from '@/lib/core/agreement/figure'
import { type ProbableLabel, probableLabel, withoutVotes } from './chosen-labels'
import { type DawidSkeneFit, fitDawidSkene } from './dawid-skene-em'
import { type VoteColumns, voteColumns } from './vote-columns'

export interface DawidSkene {
  method: 'dawid-skene'
  reason: Reason | null
  note: string | null
  classes: string[]
  /** Mean posterior of each class over the items with votes; null without votes. */
  class_marginals: Record<string, number> | null
  /** Annotator → true class → reported class → probability; null for a class that none of the annotator's items may be. */
  confusion: Record<string, Record<string, Record<string, number> | null>>
  log_likelihood: number | null
  iterations: number
  items: Record<string, ProbableLabel>
}

/**
 * Dawid & Skene (1979): every annotator has a confusion matrix of their own, estimated together with the true classes. Repeated labels of
 * one annotator on an item count as often as they stand there. An item without votes has no answer.
 */
export function dawidSkene(units: readonly Unit<string>[], options: { smoothing?: number } = {}): DawidSkene {
  const votes = voteColumns(units)
  const fit = fitDawidSkene(votes, options.smoothing ?? 0)
  const empty = votes.label.length === 0
  return {
    method: 'dawid-skene',
    reason: empty ? 'no-votes' : null,
    note: fit.converged || empty ? null : `After ${fit.iterations} rounds posteriors still moved; take them as rough.`,
    classes: votes.classes,
    class_marginals: empty ? null : named(votes.classes, fit.marginals),
    confusion: Object.fromEntries(votes.annotators.map((name, a) => [name, confusionOf(votes.classes, fit, a)])),
    log_likelihood: empty ? null : fit.logLikelihood,
    iterations: fit.iterations,
    items: probableItems(votes, fit.posterior),
  }
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
