/**
 * The two inner loops of Dawid–Skene, over the votes `from` to `to` of `cell` (annotator × classes + label) and a matrix annotator × reported ×
 * true. Classes go in pairs: a vote is then read half as often, which is a third of the time.
 */

/** joint[c] = prior[c] · Π probability[vote, c]; gives their sum, which is exact down to SMALL_PRODUCT. */
export function multiplyVotes(
  joint: Float64Array,
  prior: Float64Array,
  probability: Float64Array,
  cell: Int32Array,
  from: number,
  to: number,
): number {
  const K = prior.length
  let total = 0
  let c = 0
  for (; c + 1 < K; c += 2) {
    let one = prior[c] ?? 0
    let other = prior[c + 1] ?? 0
    for (let vote = from; vote < to; vote += 1) {
      const place = (cell[vote] ?? 0) * K + c
      one *= probability[place] ?? 0
      other *= probability[place + 1] ?? 0
    }
    joint[c] = one
    joint[c + 1] = other
    total += one + other
  }
  if (c === K) return total
  let last = prior[c] ?? 0
  for (let vote = from; vote < to; vote += 1) last *= probability[(cell[vote] ?? 0) * K + c] ?? 0
  joint[c] = last
  return total + last
}

/** Below this a product has lost digits, or all of them. */
const LOST = 1e-290

/** How many votes an item may have for no product of theirs to come below LOST. */
export function safeVotes(prior: Float64Array, probability: Float64Array): number {
  return Math.log(leastOf(prior) / LOST) / Math.log(1 / leastOf(probability))
}

/** The smallest above 0, at most 1. */
function leastOf(values: Float64Array): number {
  let least = 1
  for (let place = 0; place < values.length; place += 1) {
    const value = values[place] ?? 0
    if (value < least && value > 0) least = value
  }
  return least
}

/** Whether a class that is possible came out with fewer digits than it has: its confusion matrix would rest on them. */
export function hasUnderflown(
  joint: Float64Array,
  prior: Float64Array,
  probability: Float64Array,
  cell: Int32Array,
  from: number,
  to: number,
): boolean {
  const K = prior.length
  for (let c = 0; c < K; c += 1) {
    if ((joint[c] ?? 0) >= LOST || prior[c] === 0) continue
    let vote = from
    while (vote < to && probability[(cell[vote] ?? 0) * K + c] !== 0) vote += 1
    if (vote === to) return true
  }
  return false
}

/** Adds expected[c] to every vote's count under class c. */
export function countVotes(
  said: Float64Array,
  expected: Float64Array,
  cell: Int32Array,
  from: number,
  to: number,
): void {
  const K = expected.length
  let c = 0
  for (; c + 1 < K; c += 2) {
    const one = expected[c] ?? 0
    const other = expected[c + 1] ?? 0
    if (one === 0 && other === 0) continue
    for (let vote = from; vote < to; vote += 1) {
      const place = (cell[vote] ?? 0) * K + c
      said[place] = (said[place] ?? 0) + one
      said[place + 1] = (said[place + 1] ?? 0) + other
    }
  }
  if (c === K) return
  const last = expected[c] ?? 0
  for (let vote = from; vote < to; vote += 1) {
    const place = (cell[vote] ?? 0) * K + c
    said[place] = (said[place] ?? 0) + last
  }
}

/** Sums of products down to this keep all their digits. */
export const SMALL_PRODUCT = 1e-200
/** A product down to this times a factor down to SMALL_PRODUCT is still a number with all its digits. */
const SMALL_PARTIAL = 1e-100

/** The same from logarithms, so that a thousand votes do not underflow: joint · exp(logScale), the largest part of `joint` being 1. */
export function jointFromLogs(
  joint: Float64Array,
  prior: Float64Array,
  probability: Float64Array,
  cell: Int32Array,
  from: number,
  to: number,
): { total: number; logScale: number } {
  const K = prior.length
  let logScale = Number.NEGATIVE_INFINITY
  for (let c = 0; c < K; c += 1) {
    let log = Math.log(prior[c] ?? 0)
    let product = 1
    for (let vote = from; vote < to; vote += 1) {
      const factor = probability[(cell[vote] ?? 0) * K + c] ?? 0
      if (factor === 0) {
        log = Number.NEGATIVE_INFINITY
        break
      }
      if (factor < SMALL_PRODUCT) log += Math.log(factor)
      else product *= factor
      if (product >= SMALL_PARTIAL) continue
      log += Math.log(product)
      product = 1
    }
    log += Math.log(product)
    joint[c] = log
    if (log > logScale) logScale = log
  }
  let total = 0
  for (let c = 0; c < K; c += 1) {
    const part = Math.exp((joint[c] ?? 0) - logScale)
    joint[c] = part
    total += part
  }
  return { total, logScale }
}
