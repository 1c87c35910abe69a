import type { LocalLikelihood } from './newton'

/** Responses by index, best first, and how many annotators gave this order. */
export interface CountedOrder {
  order: number[]
  count: number
}

/**
 * At place k one of the strengths e_k … e_n is chosen, S_k their sum: log L adds log e_k − log S_k, and what place k says of i and j is
 * e_i e_j / S_k². Sums of 1/S and 1/S² along the places give all of it in n² steps a ranking.
 */
export function ordersLikelihood(orders: readonly CountedOrder[], strengths: Float64Array): LocalLikelihood {
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
