/** Places of one import: 2³² of them, so that a later import's tasks stand behind an earlier one's. */
const segmentSize = 2 ** 32

export type TaskOrder = 'random' | 'imported'

/**
 * The place of an import's line `index` (from 0, below 2³²) in its batch's fixed order, below 2⁵³. No two lines of a batch share one.
 * `random` scatters by a bijection of 32-bit integers, so that everyone walks the same shuffled order.
 */
export function linePosition(segment: number, index: number, seed: number, order: TaskOrder): number {
  const within = order === 'imported' ? index : scatter((index ^ seed) >>> 0)
  return segment * segmentSize + within
}

/** The finaliser of MurmurHash3 (Appleby 2011): each step can be undone, so different inputs stay different. */
function scatter(value: number): number {
  let mixed = value
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
  return (mixed ^ (mixed >>> 16)) >>> 0
}
