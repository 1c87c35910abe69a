import type { Reason, Unit } from '@/lib/core/agreement/figure'
import { byText } from '@/lib/core/pair-scores/annotator-pairs'
import type { Ranks } from '@/lib/core/ranking/ranks'
import { componentsOf } from './connectivity'
import { assertComparable, maximiseByNewton } from './newton'
import { type CountedOrder, ordersLikelihood } from './plackett-luce-likelihood'
import { type FoundStrengths, rankIntervals, strengthOf } from './strengths'

export interface PlackettLuce extends FoundStrengths {
  method: 'plackett-luce'
  reason: Reason | null
  note: string | null
}

/**
 * Plackett 1975, Luce 1959, by maximum likelihood: a strict ranking is a row of choices of the best among those it still lists, so a
 * partial one says nothing of responses it leaves out. Finite strengths exist only where the graph 'ranked above' is strongly connected.
 * Ties have no place in the model: reason tied-rankings.
 * @throws AppError `bad-input` for more responses than one fit compares.
 */
export function plackettLuce(units: readonly Unit<Ranks>[]): PlackettLuce {
  const rankings = units
    .flatMap(({ ratings }) => ratings.map(({ value }) => value))
    .filter((ranks) => Object.keys(ranks).length >= 2)
  const competitors = [...new Set(rankings.flatMap((ranks) => Object.keys(ranks)))].sort(byText)
  const orders = countedOrders(rankings, competitors)
  const components = componentsOf(rankedAbove(orders, competitors.length))
  const failed = (reason: Reason, note: string | null): PlackettLuce => ({
    method: 'plackett-luce',
    reason,
    note,
    exists: false,
    components,
    strengths: null,
    ranks: null,
    log_likelihood: null,
    n: rankings.length,
  })
  if (rankings.length === 0) return failed('no-comparisons', null)
  const tied = rankings.filter(hasTies).length
  if (tied > 0)
    return failed(
      'tied-rankings',
      `${tied} of ${rankings.length} rankings have ties; bradley-terry and borda take them.`,
    )
  if (components.strong > 1)
    return failed(
      'not-strongly-connected',
      `The responses fall into ${components.strong} groups of which some are never ranked above any other.`,
    )
  assertComparable(competitors.length)
  const best = maximiseByNewton(new Float64Array(competitors.length), competitors.length, (strengths) =>
    ordersLikelihood(orders, strengths),
  )
  if (!best) return failed('not-strongly-connected', 'The likelihood grows without end.')
  const strengths = Object.fromEntries(
    competitors.map((name, i) => [name, strengthOf(best.parameters[i] ?? 0, best.variance[i] ?? 0)]),
  )
  return {
    method: 'plackett-luce',
    reason: null,
    note: null,
    exists: true,
    components,
    strengths,
    ranks: rankIntervals(strengths),
    log_likelihood: best.value,
    n: rankings.length,
  }
}

function hasTies(ranks: Ranks): boolean {
  const values = Object.values(ranks)
  return new Set(values).size < values.length
}

function countedOrders(rankings: readonly Ranks[], competitors: readonly string[]): CountedOrder[] {
  const indexOf = new Map(competitors.map((name, index) => [name, index]))
  const counted = new Map<string, CountedOrder>()
  for (const ranks of rankings) {
    const order = Object.keys(ranks)
      .sort((a, b) => (ranks[a] ?? 0) - (ranks[b] ?? 0) || byText(a, b))
      .map((name) => indexOf.get(name) ?? 0)
    const key = order.join(' ')
    const known = counted.get(key) ?? { order, count: 0 }
    known.count += 1
    counted.set(key, known)
  }
  return [...counted].sort(([a], [b]) => byText(a, b)).map(([, order]) => order)
}

function rankedAbove(orders: readonly CountedOrder[], n: number): Set<number>[] {
  const edges = Array.from({ length: n }, () => new Set<number>())
  // Neighbours are enough: the rest follows along the chain.
  for (const { order } of orders) {
    for (const [place, above] of order.entries()) {
      const below = order[place + 1]
      if (below !== undefined) edges[above]?.add(below)
    }
  }
  return edges
}
