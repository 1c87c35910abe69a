import type { VoteColumns } from './vote-columns'

/**
 * The distinct ways in which items were voted on (who said what), each once with the number of items it stands for: a model of annotators
 * gives such items the same posterior, so it needs to visit them once. They stand in the order in which `VoteColumns` first shows them.
 */
export interface VotePatterns {
  classes: number
  annotators: number
  /** Votes of pattern p: places `start[p]` to `start[p + 1]` of the two columns below. */
  start: Int32Array
  /** annotator × classes + label. */
  cell: Int32Array
  label: Int32Array
  /** Items of each pattern. */
  items: Float64Array
  /** Item → its pattern; −1 without votes. */
  patternOf: Int32Array
  /** Items with at least one vote. */
  voted: number
}

/** Relies on the votes of an item standing in one order (by annotator, then label), as `voteColumns` gives them. */
export function votePatterns(votes: VoteColumns): VotePatterns {
  const K = votes.classes.length
  const itemCount = votes.start.length - 1
  const cell = votes.label.map((label, vote) => (votes.annotator[vote] ?? 0) * K + label)
  const start = new Int32Array(itemCount + 1)
  const items = new Float64Array(itemCount)
  const patternOf = new Int32Array(itemCount).fill(-1)
  const slots = new Int32Array(2 ** Math.ceil(Math.log2(2 * itemCount + 2))).fill(-1)
  let patterns = 0
  let voted = 0
  for (let item = 0; item < itemCount; item += 1) {
    const from = votes.start[item] ?? 0
    const to = votes.start[item + 1] ?? 0
    if (from === to) continue
    voted += 1
    // Known patterns are moved to the front of the same column: what is written never passes what is read.
    const end = start[patterns] ?? 0
    let slot = hashOf(cell, from, to) & (slots.length - 1)
    while ((slots[slot] ?? -1) >= 0 && !sameVotes(cell, start, slots[slot] ?? 0, from, to)) {
      slot = (slot + 1) & (slots.length - 1)
    }
    const known = slots[slot] ?? -1
    const pattern = known < 0 ? patterns : known
    if (known < 0) {
      slots[slot] = patterns
      cell.copyWithin(end, from, to)
      patterns += 1
      start[patterns] = end + to - from
    }
    items[pattern] = (items[pattern] ?? 0) + 1
    patternOf[item] = pattern
  }
  const distinct = cell.slice(0, start[patterns])
  return {
    classes: K,
    annotators: votes.annotators.length,
    start: start.slice(0, patterns + 1),
    cell: distinct,
    label: distinct.map((place) => place % K),
    items: items.slice(0, patterns),
    patternOf,
    voted,
  }
}

/** FNV-1a over 32-bit words, its high bits folded down. */
function hashOf(cell: Int32Array, from: number, to: number): number {
  let hash = 0x811c9dc5
  for (let vote = from; vote < to; vote += 1) {
    hash = Math.imul(hash ^ (cell[vote] ?? 0), 0x01000193)
    hash ^= hash >>> 15
  }
  return hash
}

function sameVotes(cell: Int32Array, start: Int32Array, pattern: number, from: number, to: number): boolean {
  const begin = start[pattern] ?? 0
  if ((start[pattern + 1] ?? 0) - begin !== to - from) return false
  for (let vote = from; vote < to; vote += 1) if (cell[begin + vote - from] !== cell[vote]) return false
  return true
}

/** Pattern × class values as item × class; zeros for items without votes. */
export function spreadOverItems({ classes, patternOf }: VotePatterns, posterior: Float64Array): Float64Array {
  const spread = new Float64Array(patternOf.length * classes)
  patternOf.forEach((pattern, item) => {
    if (pattern >= 0) spread.set(posterior.subarray(pattern * classes, (pattern + 1) * classes), item * classes)
  })
  return spread
}
