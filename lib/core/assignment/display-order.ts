import { seededRandom } from '@/lib/core/random/seeded-random'

/**
 * The order in which `alternatives` things are shown under this seed: `order[i]` is the canonical index of the one at place i.
 * Every order is equally likely over the seeds (Fisher–Yates shuffle, Durstenfeld 1964). The same seed gives the same order for ever.
 */
export function displayOrder(seed: number, alternatives: number): number[] {
  const random = seededRandom(seed)
  const order = Array.from({ length: alternatives }, (_, index) => index)
  for (let last = alternatives - 1; last > 0; last--) {
    const chosen = random.below(last + 1)
    const moved = order.splice(chosen, 1)
    order.splice(last, 0, ...moved)
  }
  return order
}
