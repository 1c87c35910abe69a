import { assertComparable, type LocalLikelihood, type Maximum, maximiseByNewton } from './newton'
import type { OutcomeModel } from './outcome-models'

/** A cell's counts by outcome of the model, from a clear loss of i to a clear win; halves where a tie counts as half a win each. */
export interface CountedCell {
  i: number
  j: number
  order: -1 | 0 | 1
  counts: Float64Array
}

export interface PairModel {
  competitors: number
  cells: readonly CountedCell[]
  outcome: OutcomeModel
  /** Estimate δ, the log-odds of being shown first. */
  orderEffect: boolean
  /** L of the penalty L·Σλ² on the negative log-likelihood. */
  penalty: number
}

export interface PairFit {
  strengths: Float64Array
  variances: Float64Array
  orderEffect: { value: number; variance: number } | null
  shape: Float64Array
  /** Of the data alone, without the penalty. */
  logLikelihood: number
}

/** The strengths of the highest likelihood, λ with mean 0, δ and the shape parameters estimated jointly; null where there is no finite maximum. */
export function fitPairs(model: PairModel): PairFit | null {
  const K = model.competitors
  assertComparable(K)
  const extras = (model.orderEffect ? 1 : 0) + model.outcome.start.length
  const start = new Float64Array(K + extras)
  start.set(model.outcome.start, start.length - model.outcome.start.length)
  const best = maximiseByNewton(start, K, (parameters) => likelihoodAt(model, parameters))
  return best && fitOf(model, best)
}

function fitOf(model: PairModel, { parameters, variance, value }: Maximum): PairFit {
  const K = model.competitors
  const strengths = parameters.slice(0, K)
  return {
    strengths,
    variances: variance.slice(0, K),
    orderEffect: model.orderEffect ? { value: parameters[K] ?? 0, variance: variance[K] ?? 0 } : null,
    shape: parameters.slice(K + (model.orderEffect ? 1 : 0)),
    logLikelihood: value + model.penalty * sumOfSquares(strengths),
  }
}

function likelihoodAt(model: PairModel, parameters: Float64Array): LocalLikelihood {
  const K = model.competitors
  const n = parameters.length
  const delta = model.orderEffect ? K : -1
  const shapeFrom = n - model.outcome.start.length
  const shape = parameters.subarray(shapeFrom)
  const gradient = new Float64Array(n)
  const information = new Float64Array(n * n)
  let value = 0
  for (const { i, j, order, counts } of model.cells) {
    const shown = delta === -1 ? 0 : order
    const eta = (parameters[i] ?? 0) - (parameters[j] ?? 0) + (shown === 0 ? 0 : shown * (parameters[delta] ?? 0))
    const cell = model.outcome.at(eta, shape, counts)
    value += cell.value
    const advantage =
      shown === 0 ? [[i, 1] as const, [j, -1] as const] : [[i, 1] as const, [j, -1] as const, [delta, shown] as const]
    for (const [row, sign] of advantage) {
      gradient[row] = (gradient[row] ?? 0) + sign * cell.eta
      for (const [column, otherSign] of advantage) {
        information[row * n + column] = (information[row * n + column] ?? 0) + sign * otherSign * cell.etaEta
      }
      cell.etaShape.forEach((entry, s) => {
        const column = shapeFrom + s
        information[row * n + column] = (information[row * n + column] ?? 0) + sign * entry
        information[column * n + row] = (information[column * n + row] ?? 0) + sign * entry
      })
    }
    const shapes = shape.length
    cell.shape.forEach((slope, s) => {
      gradient[shapeFrom + s] = (gradient[shapeFrom + s] ?? 0) + slope
      for (let t = 0; t < shapes; t += 1) {
        const place = (shapeFrom + s) * n + shapeFrom + t
        information[place] = (information[place] ?? 0) + (cell.shapeShape[s * shapes + t] ?? 0)
      }
    })
  }
  return penalised({ value, gradient, information }, parameters, K, model.penalty)
}

/** At mean 0 the penalty bends every direction but the constant, which stays without information. */
function penalised(local: LocalLikelihood, parameters: Float64Array, K: number, penalty: number): LocalLikelihood {
  if (penalty === 0) return local
  const n = parameters.length
  for (let i = 0; i < K; i += 1) {
    local.gradient[i] = (local.gradient[i] ?? 0) - 2 * penalty * (parameters[i] ?? 0)
    for (let j = 0; j < K; j += 1) {
      const bend = 2 * penalty * ((i === j ? 1 : 0) - 1 / K)
      local.information[i * n + j] = (local.information[i * n + j] ?? 0) + bend
    }
  }
  return { ...local, value: local.value - penalty * sumOfSquares(parameters.subarray(0, K)) }
}

const sumOfSquares = (values: Float64Array): number => values.reduce((sum, value) => sum + value * value, 0)
