import type { VotePatterns } from './vote-patterns'

export interface MaceParameters {
  /** Annotator: weight of spamming and of knowing (exponentiated expectations of logarithms: they add up to less than 1). */
  spam: Float64Array
  know: Float64Array
  /** Annotator × class: what they say when they spam. */
  strategy: Float64Array
}

/** Past this a product of odds is near the largest number. */
const LARGE_PRODUCT = 1e250

/**
 * Posteriors of the true labels (pattern × class), and by annotator × class how many labels were expectedly given knowingly; gives the largest
 * move of a posterior. A label that is not the truth was spam: spam · strategy; one that is, was known or spam. So each vote multiplies the odds of
 * its own label by 1 + know / (spam · strategy), and nothing else changes.
 */
export function maceExpectation(
  { start, cell, items, classes: K }: VotePatterns,
  { spam, know, strategy }: MaceParameters,
  posterior: Float64Array,
  known: Float64Array,
): number {
  const odds = strategy.map(
    (part, place) => 1 + (know[Math.floor(place / K)] ?? 0) / (part * (spam[Math.floor(place / K)] ?? 0)),
  )
  // know / (know + spam · strategy), the chance that a true label was known.
  const knew = odds.map((ratio) => 1 - 1 / ratio)
  const joint = new Float64Array(K)
  known.fill(0)
  let moved = 0
  for (let pattern = 0; pattern < items.length; pattern += 1) {
    const from = start[pattern] ?? 0
    const to = start[pattern + 1] ?? 0
    joint.fill(1)
    for (let vote = from; vote < to; vote += 1) {
      const place = cell[vote] ?? 0
      const label = place % K
      joint[label] = (joint[label] ?? 0) * (odds[place] ?? 0)
    }
    let total = 0
    for (let c = 0; c < K; c += 1) total += joint[c] ?? 0
    if (!(total < LARGE_PRODUCT)) total = oddsFromLogs(joint, odds, cell.subarray(from, to)).total
    for (let c = 0; c < K; c += 1) {
      const p = (joint[c] ?? 0) / total
      const move = Math.abs(p - (posterior[pattern * K + c] ?? 0))
      if (move > moved) moved = move
      posterior[pattern * K + c] = p
    }
    for (let vote = from; vote < to; vote += 1) {
      const place = cell[vote] ?? 0
      known[place] =
        (known[place] ?? 0) + (items[pattern] ?? 0) * (posterior[pattern * K + (place % K)] ?? 0) * (knew[place] ?? 0)
    }
  }
  return moved
}

/** log Σ_c (1/K) Π over the votes, summed over the items. */
export function maceLogLikelihood(
  { start, cell, items, classes: K }: VotePatterns,
  parameters: MaceParameters,
): number {
  const { spam, know, strategy } = parameters
  const spamming = strategy.map((part, place) => part * (spam[Math.floor(place / K)] ?? 0))
  const odds = spamming.map((part, place) => 1 + (know[Math.floor(place / K)] ?? 0) / part)
  const logSpamming = spamming.map(Math.log)
  const joint = new Float64Array(K)
  return items.reduce((sum, times, pattern) => {
    const votes = cell.subarray(start[pattern], start[pattern + 1])
    const { total, logScale } = oddsFromLogs(joint, odds, votes)
    const base = votes.reduce((log, place) => log + (logSpamming[place] ?? 0), -Math.log(K))
    return sum + times * (base + logScale + Math.log(total))
  }, 0)
}

/** The products of odds by class, scaled so that the largest is 1. */
function oddsFromLogs(joint: Float64Array, odds: Float64Array, votes: Int32Array): { total: number; logScale: number } {
  const K = joint.length
  joint.fill(0)
  for (const place of votes) joint[place % K] = (joint[place % K] ?? 0) + Math.log(odds[place] ?? 1)
  const logScale = joint.reduce((most, log) => Math.max(most, log), 0)
  let total = 0
  for (let c = 0; c < K; c += 1) {
    const part = Math.exp((joint[c] ?? 0) - logScale)
    joint[c] = part
    total += part
  }
  return { total, logScale }
}
