import type { VoteColumns } from './vote-columns'

export interface DawidSkeneFit {
  /** Item × class: the probability that the item is of the class; 0 in every class without votes. */
  posterior: Float64Array
  /** Mean posterior over the items with votes. */
  marginals: Float64Array
  /** Annotator × true × reported; a row of zeros where nothing is known of the annotator on that class. */
  confusion: Float64Array
  logLikelihood: number
  iterations: number
  converged: boolean
}

const TOLERANCE = 1e-10
const MOST_ROUNDS = 20_000

/**
 * Dawid & Skene 1979 by expectation–maximisation, equations 2.3–2.5, in logarithms so that a thousand votes on an item do not underflow.
 * Starts from the vote shares; stops when no posterior moves by 1e-10, at the latest after `mostRounds`. `smoothing` is added to every
 * expected count of the confusion matrices (0: maximum likelihood).
 */
export function fitDawidSkene(votes: VoteColumns, smoothing: number, mostRounds = MOST_ROUNDS): DawidSkeneFit {
  const K = votes.classes.length
  const posterior = voteShares(votes)
  const marginals = new Float64Array(K)
  const confusion = new Float64Array(votes.annotators.length * K * K)
  const step = expectation(votes, posterior, marginals, confusion)
  let iterations = 0
  let converged = posterior.length === 0
  while (!converged && iterations < mostRounds) {
    maximise(votes, posterior, marginals, confusion, smoothing)
    converged = step(true).moved < TOLERANCE
    iterations += 1
  }
  maximise(votes, posterior, marginals, confusion, smoothing)
  return { posterior, marginals, confusion, logLikelihood: step(false).logLikelihood, iterations, converged }
}

function voteShares({ start, label, classes }: VoteColumns): Float64Array {
  const K = classes.length
  const shares = new Float64Array((start.length - 1) * K)
  for (let item = 0; item + 1 < start.length; item += 1) {
    const from = start[item] ?? 0
    const to = start[item + 1] ?? 0
    for (let vote = from; vote < to; vote += 1) {
      const cell = item * K + (label[vote] ?? 0)
      shares[cell] = (shares[cell] ?? 0) + 1 / (to - from)
    }
  }
  return shares
}

/** Class marginals and confusion matrices given the posteriors. */
function maximise(
  { start, annotator, label, classes }: VoteColumns,
  posterior: Float64Array,
  marginals: Float64Array,
  confusion: Float64Array,
  smoothing: number,
): void {
  const K = classes.length
  marginals.fill(0)
  confusion.fill(smoothing)
  let voted = 0
  for (let item = 0; item + 1 < start.length; item += 1) {
    const from = start[item] ?? 0
    const to = start[item + 1] ?? 0
    if (to > from) voted += 1
    for (let c = 0; c < K; c += 1) {
      const p = posterior[item * K + c] ?? 0
      if (p === 0) continue
      marginals[c] = (marginals[c] ?? 0) + p
      for (let vote = from; vote < to; vote += 1) {
        const cell = ((annotator[vote] ?? 0) * K + c) * K + (label[vote] ?? 0)
        confusion[cell] = (confusion[cell] ?? 0) + p
      }
    }
  }
  for (let c = 0; c < K; c += 1) marginals[c] = (marginals[c] ?? 0) / voted
  for (let row = 0; row < confusion.length; row += K) {
    let sum = 0
    for (let l = 0; l < K; l += 1) sum += confusion[row + l] ?? 0
    for (let l = 0; l < K; l += 1) confusion[row + l] = sum === 0 ? 0 : (confusion[row + l] ?? 0) / sum
  }
}

/** A round that reads the parameters, gives log L = Σ_i log Σ_j p_j Π π and, where asked, writes the new posteriors. */
function expectation(
  { start, annotator, label, classes }: VoteColumns,
  posterior: Float64Array,
  marginals: Float64Array,
  confusion: Float64Array,
): (write: boolean) => { moved: number; logLikelihood: number } {
  const K = classes.length
  // Annotator × reported × true, so that one vote reads neighbours.
  const logs = new Float64Array(confusion.length)
  const logMarginals = new Float64Array(K)
  const joint = new Float64Array(K)
  return (write) => {
    for (let row = 0; row < confusion.length; row += K * K) {
      for (let c = 0; c < K; c += 1) {
        for (let l = 0; l < K; l += 1) logs[row + l * K + c] = Math.log(confusion[row + c * K + l] ?? 0)
      }
    }
    for (let c = 0; c < K; c += 1) logMarginals[c] = Math.log(marginals[c] ?? 0)
    let moved = 0
    let logLikelihood = 0
    for (let item = 0; item + 1 < start.length; item += 1) {
      const from = start[item] ?? 0
      const to = start[item + 1] ?? 0
      if (from === to) continue
      for (let c = 0; c < K; c += 1) joint[c] = logMarginals[c] ?? 0
      for (let vote = from; vote < to; vote += 1) {
        const row = ((annotator[vote] ?? 0) * K + (label[vote] ?? 0)) * K
        for (let c = 0; c < K; c += 1) joint[c] = (joint[c] ?? 0) + (logs[row + c] ?? 0)
      }
      let most = Number.NEGATIVE_INFINITY
      for (let c = 0; c < K; c += 1) most = Math.max(most, joint[c] ?? most)
      let total = 0
      for (let c = 0; c < K; c += 1) {
        const part = Math.exp((joint[c] ?? 0) - most)
        joint[c] = part
        total += part
      }
      logLikelihood += most + Math.log(total)
      if (!write) continue
      for (let c = 0; c < K; c += 1) {
        const p = (joint[c] ?? 0) / total
        moved = Math.max(moved, Math.abs(p - (posterior[item * K + c] ?? 0)))
        posterior[item * K + c] = p
      }
    }
    return { moved, logLikelihood }
  }
}
