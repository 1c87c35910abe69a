import { kendallDistance } from '@/lib/core/ranking/kendall-distance'
import type { Ranks } from '@/lib/core/ranking/ranks'
import type { Answer } from './schema'

/** Kendall's distance with the penalty ½ for pairs that only one of the two ties (Kendall 1938; Fagin et al. 2004), 0 to 1. */
export function rankingDistance(a: Answer, b: Answer): number {
  return kendallDistance(ranksOf(a), ranksOf(b))
}

/** Ranks by response: r1 is the first of the import line. */
export function ranksOf({ ranks }: Answer): Ranks {
  return Object.fromEntries(ranks.map((rank, index) => [`r${index + 1}`, rank]))
}
