import 'server-only'
import { midRanks } from '@/lib/core/ranking/ranks'
import type { Comparison } from '@/lib/core/ranking-models/comparison'

/** How an answer ranks alternatives that were shown in random order. */
export interface ShownChoice {
  /** Mid-ranks by the place where an alternative was shown, 1 best. */
  rankAt: readonly number[]
  /** Which alternative stood at which place. */
  order: readonly number[]
}

interface PlaceSum {
  n: number
  sum: Float64Array
  squares: Float64Array
}

/** What choices say of the place where things were shown, and of who made them; kept while answers come and go. */
export class PositionSums {
  /** Of two alternatives: choices for the one shown first, choices at all, and answers that chose neither. */
  first = 0
  decided = 0
  undecided = 0
  /** Of more than two, by their number. */
  readonly places = new Map<number, PlaceSum>()
  readonly #comparisons = new Map<string, number>()

  count(choice: ShownChoice | null, makers: readonly (string | null)[] | null, times: 1 | -1): void {
    if (choice === null) return
    const { rankAt } = choice
    const [one, other] = rankAt
    if (rankAt.length === 2 && one !== undefined && other !== undefined) {
      if (one === other) this.undecided += times
      else this.decided += times
      if (one < other) this.first += times
    } else {
      this.#countPlaces(rankAt, times)
    }
    if (makers !== null) this.#countMakers(choice, makers, times)
  }

  /** An answer that ranks nothing although two alternatives were shown. */
  countNeither(times: 1 | -1): void {
    this.undecided += times
  }

  /** Every pair of alternatives whose makers are named, with how often it was judged so. */
  comparisons(): Comparison[] {
    return [...this.#comparisons].map(([key, times]) => {
      const comparison: Comparison = JSON.parse(key)
      return { ...comparison, times }
    })
  }

  #countPlaces(rankAt: readonly number[], times: 1 | -1): void {
    const size = rankAt.length
    const known = this.places.get(size) ?? { n: 0, sum: new Float64Array(size), squares: new Float64Array(size) }
    this.places.set(size, known)
    known.n += times
    for (const [place, rank] of rankAt.entries()) {
      known.sum[place] = (known.sum[place] ?? 0) + times * rank
      known.squares[place] = (known.squares[place] ?? 0) + times * rank ** 2
    }
  }

  #countMakers({ rankAt, order }: ShownChoice, makers: readonly (string | null)[], times: 1 | -1): void {
    for (const [place, rank] of rankAt.entries()) {
      for (const [offset, later] of rankAt.slice(place + 1).entries()) {
        const a = makers[order[place] ?? -1] ?? null
        const b = makers[order[place + 1 + offset] ?? -1] ?? null
        if (a === null || b === null || a === b) continue
        // Pairs that a ranking implies are not independent: of them no effect of the order is estimated.
        const first = rankAt.length === 2 ? 'a' : null
        const key = JSON.stringify({ a, b, lead: Math.sign(later - rank), first } satisfies Comparison)
        const count = (this.#comparisons.get(key) ?? 0) + times
        if (count === 0) this.#comparisons.delete(key)
        else this.#comparisons.set(key, count)
      }
    }
  }
}

/** Null where the order that was shown is not known, or is of other alternatives. */
export function shownChoice(ranks: readonly number[], order: readonly number[]): ShownChoice | null {
  if (order.length !== ranks.length || ranks.length < 2) return null
  const inPlace = order.map((alternative) => ranks[alternative])
  if (inPlace.some((rank) => rank === undefined)) return null
  return { rankAt: midRanks(inPlace.map((rank) => rank ?? 0)), order: [...order] }
}
