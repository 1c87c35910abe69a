import { roundsWithin, TOLERANCE } from './estimation-bound'
import type { VoteColumns } from './vote-columns'
import { spreadOverItems, type VotePatterns, votePatterns } from './vote-patterns'
import { countVotes, hasUnderflown, jointFromLogs, multiplyVotes, SMALL_PRODUCT, safeVotes } from './vote-products'

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
  /** How far the last round moved a posterior at most; null where there was no round. */
  lastChange: number | null
}

/**
 * Dawid & Skene 1979 by expectation–maximisation, equations 2.3–2.5. Starts from the vote shares; stops when no posterior moves by 1e-10, at
 * the latest after `mostRounds`, or as many rounds as `roundsWithin` allows. `smoothing` is added to every expected count of the confusion
 * matrices (0: maximum likelihood). Items on which the same people said the same are visited once.
 */
export function fitDawidSkene(votes: VoteColumns, smoothing: number, mostRounds?: number): DawidSkeneFit {
  const patterns = votePatterns(votes)
  const K = patterns.classes
  const model: Model = {
    patterns,
    posterior: new Float64Array(patterns.items.length * K),
    marginals: new Float64Array(K),
    said: new Float64Array(patterns.annotators * K * K),
    prior: new Float64Array(K),
    probability: new Float64Array(patterns.annotators * K * K),
  }
  const rounds = mostRounds ?? roundsWithin(patterns.cell.length * K + model.said.length)
  startFromShares(model)
  let iterations = 0
  let lastChange: number | null = null
  while (patterns.voted > 0 && (lastChange ?? 1) >= TOLERANCE && iterations < rounds) {
    normalise(model, smoothing)
    lastChange = visitEach(model)
    iterations += 1
  }
  normalise(model, smoothing)
  return {
    posterior: spreadOverItems(patterns, model.posterior),
    marginals: model.marginals,
    confusion: byTruth(model),
    logLikelihood: logLikelihoodOf(model),
    iterations,
    converged: patterns.voted === 0 || (lastChange ?? 1) < TOLERANCE,
    lastChange,
  }
}

interface Model {
  patterns: VotePatterns
  /** Pattern × class. */
  posterior: Float64Array
  /** Class: expected items; once normalised its probability. */
  marginals: Float64Array
  /** Annotator × reported × true, so that one vote reads neighbours: expected counts; once normalised probabilities. */
  said: Float64Array
  /** What a round reads of the two above while it counts anew. */
  prior: Float64Array
  probability: Float64Array
}

function startFromShares({ patterns, posterior, marginals, said }: Model): void {
  const { start, cell, items, classes: K } = patterns
  for (let pattern = 0; pattern < items.length; pattern += 1) {
    const from = start[pattern] ?? 0
    const to = start[pattern + 1] ?? 0
    for (let vote = from; vote < to; vote += 1) {
      const place = pattern * K + ((cell[vote] ?? 0) % K)
      posterior[place] = (posterior[place] ?? 0) + 1 / (to - from)
    }
    const expected = posterior.slice(pattern * K, (pattern + 1) * K).map((p) => p * (items[pattern] ?? 0))
    expected.forEach((count, c) => {
      marginals[c] = (marginals[c] ?? 0) + count
    })
    countVotes(said, expected, cell, from, to)
  }
}

/** Maximisation: counts become class marginals and confusion matrices. */
function normalise({ patterns, marginals, said }: Model, smoothing: number): void {
  const K = patterns.classes
  for (let c = 0; c < K; c += 1) marginals[c] = (marginals[c] ?? 0) / patterns.voted
  const sums = new Float64Array(K)
  for (let annotator = 0; annotator < said.length; annotator += K * K) {
    sums.fill(0)
    for (let l = 0, place = annotator; l < K; l += 1) {
      for (let c = 0; c < K; c += 1, place += 1) {
        const smoothed = (said[place] ?? 0) + smoothing
        said[place] = smoothed
        sums[c] = (sums[c] ?? 0) + smoothed
      }
    }
    for (let l = 0, place = annotator; l < K; l += 1) {
      for (let c = 0; c < K; c += 1, place += 1) {
        const sum = sums[c] ?? 0
        said[place] = sum === 0 ? 0 : (said[place] ?? 0) / sum
      }
    }
  }
}

/** Expectation, and the counts of the next maximisation; gives the largest move of a posterior. */
function visitEach({ patterns, posterior, marginals, said, prior, probability }: Model): number {
  const { start, cell, items, classes: K } = patterns
  probability.set(said)
  prior.set(marginals)
  const joint = new Float64Array(K)
  const safe = safeVotes(prior, probability)
  said.fill(0)
  marginals.fill(0)
  let moved = 0
  for (let pattern = 0; pattern < items.length; pattern += 1) {
    const from = start[pattern] ?? 0
    const to = start[pattern + 1] ?? 0
    let total = multiplyVotes(joint, prior, probability, cell, from, to)
    const lost = to - from > safe && hasUnderflown(joint, prior, probability, cell, from, to)
    if (lost || total < SMALL_PRODUCT) total = jointFromLogs(joint, prior, probability, cell, from, to).total
    for (let c = 0; c < K; c += 1) {
      const p = (joint[c] ?? 0) / total
      const place = pattern * K + c
      const move = Math.abs(p - (posterior[place] ?? 0))
      if (move > moved) moved = move
      posterior[place] = p
      const expected = p * (items[pattern] ?? 0)
      joint[c] = expected
      marginals[c] = (marginals[c] ?? 0) + expected
    }
    countVotes(said, joint, cell, from, to)
  }
  return moved
}

/** log L = Σ_i log Σ_j p_j Π π. */
function logLikelihoodOf({ patterns: { start, cell, items, classes }, marginals, said }: Model): number {
  const joint = new Float64Array(classes)
  return items.reduce((sum, times, pattern) => {
    const { total, logScale } = jointFromLogs(
      joint,
      marginals,
      said,
      cell,
      start[pattern] ?? 0,
      start[pattern + 1] ?? 0,
    )
    return sum + times * (logScale + Math.log(total))
  }, 0)
}

/** Annotator × true × reported. */
function byTruth({ patterns: { classes: K }, said }: Model): Float64Array {
  const confusion = new Float64Array(said.length)
  for (let annotator = 0; annotator < said.length; annotator += K * K) {
    for (let l = 0; l < K; l += 1) {
      for (let c = 0; c < K; c += 1) confusion[annotator + c * K + l] = said[annotator + l * K + c] ?? 0
    }
  }
  return confusion
}
