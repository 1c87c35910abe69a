import type { Split } from '../export/contract'
import { scattered, textHash } from './text-hash'

export const splitNames: readonly Split[] = ['train', 'validation', 'test']

export interface SplitShares {
  train: number
  validation: number
  test: number
  seed: string
}

export type SplitOf = (key: bigint) => Split

/**
 * The part a group belongs to, by nothing but its key (the smallest hash of its members), the shares and the seed: so neither order nor number
 * of other rows matter, and new data moves none of the old. Only where new data joins a group, that group may move as a whole.
 */
export function splitter({ train, validation, seed, test }: SplitShares): SplitOf {
  const high = textHash(seed, 1)
  const low = textHash(seed, 2)
  const last: Split = lastOf({ train, validation, test })
  return (key) => {
    const top = scattered(Number(key >> 32n) ^ high)
    const bottom = scattered(Number(key & 0xffffffffn) ^ low ^ top)
    // 53 bits: the most that a double holds.
    const place = (top * 2 ** 21 + (bottom >>> 11)) / 2 ** 53
    if (place < train) return 'train'
    if (place < train + validation) return 'validation'
    return last
  }
}

/** Shares add up to 1 but for rounding: what lies beyond belongs to the last part that has a share. */
function lastOf({ train, validation, test }: { train: number; validation: number; test: number }): Split {
  if (test > 0) return 'test'
  if (validation > 0) return 'validation'
  return train > 0 ? 'train' : 'test'
}
