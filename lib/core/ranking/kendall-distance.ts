import { pairOrders } from './pair-orders'
import { type Ranks, responsesOf, sharedRanks } from './ranks'

/**
 * Kendall's distance (Kendall 1938) as a share, with the penalty ½ for ties of Fagin et al. (2004):
 * (discordant + ½ tied by exactly one) / pairs of responses, over the responses both ranked. Symmetric, in [0, 1].
 * Two rankings with fewer than two responses in common say nothing of each other: ½, what a random order gives (0 if they are equal).
 */
export function kendallDistance(a: Ranks, b: Ranks): number {
  const { first, second } = sharedRanks(a, b)
  const orders = pairOrders(first, second)
  if (orders.pairs === 0) return sameResponses(a, b) ? 0 : 0.5
  const tiedByOne = orders.tiedFirst + orders.tiedSecond - 2 * orders.tiedBoth
  return (orders.discordant + tiedByOne / 2) / orders.pairs
}

function sameResponses(a: Ranks, b: Ranks): boolean {
  const [own, other] = [responsesOf(a), responsesOf(b)]
  return own.length === other.length && own.every((response, place) => response === other[place])
}
