import { pairOrders } from './pair-orders'
import { type Ranks, sharedRanks } from './ranks'

/**
 * Kendall's tau-b (Kendall 1945): (concordant − discordant) / √((pairs − tied in a)(pairs − tied in b)), over the responses both
 * ranked. −1 to 1; null where fewer than two are shared or one of the two ties them all.
 */
export function tauB(a: Ranks, b: Ranks): number | null {
  const { first, second } = sharedRanks(a, b)
  const { pairs, concordant, discordant, tiedFirst, tiedSecond } = pairOrders(first, second)
  const scale = Math.sqrt((pairs - tiedFirst) * (pairs - tiedSecond))
  return scale === 0 ? null : (concordant - discordant) / scale
}
