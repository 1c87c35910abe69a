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
  patterns: VotePatterns,
  { spam, know, strategy }: MaceParameters,
  posterior: Float64Array,
  known: Float64Array,
): number {
  const { start, cell, label, items, classes: K } = patterns
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
    for (let c = 0; c < K; c += 1) joint[c] = 1
    for (let vote = from; vote < to; vote += 1) {
      const said = label[vote] ?? 0
      joint[said] = (joint[said] ?? 0) * (odds[cell[vote] ?? 0] ?? 0)
    }
    let total = 0
    for (let c = 0; c < K; c += 1) total += joint[c] ?? 0
    if (!(total < LARGE_PRODUCT)) total = oddsFromLogs(joint, odds, patterns, pattern).total
    for (let c = 0; c < K; c += 1) {
      const p = (joint[c] ?? 0) / total
      const move = Math.abs(p - (posterior[pattern * K + c] ?? 0))
      if (move > moved) moved = move
      posterior[pattern * K + c] = p
      joint[c] = p * (items[pattern] ?? 0)
    }
    // `joint` is the posterior of each class from here, times the items it stands for.
    for (let vote = from; vote < to; vote += 1) {
      const place = cell[vote] ?? 0
      known[place] = (known[place] ?? 0) + (joint[label[vote] ?? 0] ?? 0) * (knew[place] ?? 0)
    }
  }
  return moved
}

/** log Σ_c (1/K) Π over the votes, summed over the items. */
export function maceLogLikelihood(patterns: VotePatterns, { spam, know, strategy }: MaceParameters): number {
  const { start, cell, items, classes: K } = patterns
  const spamming = strategy.map((part, place) => part * (spam[Math.floor(place / K)] ?? 0))
  const odds = spamming.map((part, place) => 1 + (know[Math.floor(place / K)] ?? 0) / part)
  const logSpamming = spamming.map(Math.log)
  const joint = new Float64Array(K)
  return items.reduce((sum, times, pattern) => {
    const { total, logScale } = oddsFromLogs(joint, odds, patterns, pattern)
    let log = logScale + Math.log(total) - Math.log(K)
    for (let vote = start[pattern] ?? 0; vote < (start[pattern + 1] ?? 0); vote += 1) {
      log += logSpamming[cell[vote] ?? 0] ?? 0
    }
    return sum + times * log
  }, 0)
}

/** The products of odds by class, scaled so that the largest is 1. */
function oddsFromLogs(
  joint: Float64Array,
  odds: Float64Array,
  { start, cell, label }: VotePatterns,
  pattern: number,
): { total: number; logScale: number } {
  joint.fill(0)
  for (let vote = start[pattern] ?? 0; vote < (start[pattern + 1] ?? 0); vote += 1) {
    const said = label[vote] ?? 0
    joint[said] = (joint[said] ?? 0) + Math.log(odds[cell[vote] ?? 0] ?? 1)
  }
  const logScale = joint.reduce((most, log) => Math.max(most, log), 0)
  let total = 0
  for (let c = 0; c < joint.length; c += 1) {
    const part = Math.exp((joint[c] ?? 0) - logScale)
    joint[c] = part
    total += part
  }
  return { total, logScale }
}
