import { seededRandom } from '@/lib/core/random/seeded-random'

/** One labeler's stream in one batch. The seed is the batch's own and never shown, so nobody can compute the stream. */
export interface GoldStream {
  seed: number
  labelerId: string
}

/** Whether the labeler's `turn`-th task of the batch (from 0) is a known answer: drawn anew for each turn, never every n-th. */
export function isGoldTurn({ seed, labelerId }: GoldStream, turn: number, rate: number): boolean {
  return seededRandom(textHash(`${seed}/${labelerId}/${turn}`)).unit() < rate
}

/** Where a labeler's round through `count` known answers begins: each place is as likely, so people meet them in different order. */
export function goldStart({ seed, labelerId }: GoldStream, count: number): number {
  return seededRandom(textHash(`${seed}/${labelerId}/start`)).below(count)
}

/** FNV-1a (Fowler, Noll & Vo), 32 bits. */
function textHash(text: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  return hash >>> 0
}
