import type { Reason, Unit } from '@/lib/core/agreement/figure'
import { byText } from '@/lib/core/pair-scores/annotator-pairs'
import type { Ranks } from '@/lib/core/ranking/ranks'
import { type Components, componentsOf } from './connectivity'
import { assertComparable, type LocalLikelihood, maximiseByNewton } from './newton'
import { rankIntervals, type Strength, strengthOf } from './strengths'

export interface PlackettLuce {
  method: 'plackett-luce'
  reason: Reason | null
  note: string | null
  exists: boolean
  components: Components
  strengths: Record<string, Strength> | null
  ranks: Record<string, [number, number]> | null
  log_likelihood: number | null
  /** Rankings of at least two responses. */
  n: number
}

/** Responses by index, best first, and how many annotators gave this order. */
interface CountedOrder {
  order: number[]
  count: number
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
    likelihoodAt(orders, strengths),
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

/**
 * At place k one of the strengths e_k … e_n is chosen, S_k their sum: log L adds log e_k − log S_k, and what place k says of i and j is
 * e_i e_j / S_k². Sums of 1/S and 1/S² along the places give all of it in n² steps a ranking.
 */
function likelihoodAt(orders: readonly CountedOrder[], strengths: Float64Array): LocalLikelihood {
  const n = strengths.length
  const gradient = new Float64Array(n)
  const information = new Float64Array(n * n)
  let value = 0
  for (const { order, count } of orders) {
    const most = order.reduce((largest, i) => Math.max(largest, strengths[i] ?? 0), Number.NEGATIVE_INFINITY)
    const parts = order.map((i) => Math.exp((strengths[i] ?? 0) - most))
    const left = sumsToTheEnd(parts)
    // So far from the best that squares underflow: no place to step to.
    if ((left[order.length - 2] ?? 1) < FARTHEST) return { value: Number.NEGATIVE_INFINITY, gradient, information }
    let inverses = 0
    let squares = 0
    order.forEach((i, place) => {
      const part = parts[place] ?? 0
      const total = left[place] ?? 0
      // The last is not chosen but left.
      if (place + 1 < order.length) {
        value += count * ((strengths[i] ?? 0) - most - Math.log(total))
        gradient[i] = (gradient[i] ?? 0) + count
        inverses += 1 / total
        squares += 1 / total ** 2
      }
      gradient[i] = (gradient[i] ?? 0) - count * part * inverses
      const own = i * n + i
      information[own] = (information[own] ?? 0) + count * part * (inverses - part * squares)
      for (let later = place + 1; later < order.length; later += 1) {
        const j = order[later] ?? 0
        const shared = count * part * (parts[later] ?? 0) * squares
        information[i * n + j] = (information[i * n + j] ?? 0) - shared
        information[j * n + i] = (information[j * n + i] ?? 0) - shared
      }
    })
  }
  return { value, gradient, information }
}

const FARTHEST = 1e-150

function sumsToTheEnd(parts: readonly number[]): Float64Array {
  const sums = new Float64Array(parts.length)
  let sum = 0
  for (let place = parts.length - 1; place >= 0; place -= 1) {
    sum += parts[place] ?? 0
    sums[place] = sum
  }
  return sums
}
