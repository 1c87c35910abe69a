/** Derivatives of one cell's log-likelihood by η, the advantage of one competitor over the other, and by the model's shape parameters. */
interface CellLikelihood {
  value: number
  eta: number
  /** Minus the second derivatives. */
  etaEta: number
  shape: Float64Array
  etaShape: Float64Array
  shapeShape: Float64Array
}

/** How outcomes, ordered from a clear loss to a clear win, depend on η = λ_i − λ_j (+ δ). */
export interface OutcomeModel {
  outcomes: number
  /** Where the search for the shape parameters starts; none for models without ties. */
  start: Float64Array
  /** The cell's log-likelihood, −∞ for impossible shapes, and its derivatives. */
  at(eta: number, shape: Float64Array, counts: Float64Array): CellLikelihood
}

function emptyCell(shapes: number): CellLikelihood {
  return {
    value: 0,
    eta: 0,
    etaEta: 0,
    shape: new Float64Array(shapes),
    etaShape: new Float64Array(shapes),
    shapeShape: new Float64Array(shapes * shapes),
  }
}

/**
 * Davidson 1970: P(win) : P(tie) : P(loss) = π_i : ν√(π_i π_j) : π_j. One shape parameter, log ν. With an order effect the first shown
 * competes with π e^δ, in the tie too.
 */
export const davidson: OutcomeModel = {
  outcomes: 3,
  start: Float64Array.of(0),
  at(eta, shape, counts) {
    const logNu = shape[0] ?? 0
    const [losses = 0, ties = 0, wins = 0] = counts
    const n = losses + ties + wins
    const most = Math.max(Math.abs(eta) / 2, logNu)
    const win = Math.exp(eta / 2 - most)
    const tie = Math.exp(logNu - most)
    const loss = Math.exp(-eta / 2 - most)
    const total = win + tie + loss
    const tied = tie / total
    const lead = (win - loss) / total / 2
    const cell = emptyCell(1)
    cell.value = ((wins - losses) * eta) / 2 + ties * logNu - n * (most + Math.log(total))
    cell.eta = (wins - losses) / 2 - n * lead
    cell.etaEta = n * ((1 - tied) / 4 - lead * lead)
    cell.shape[0] = ties - n * tied
    cell.etaShape[0] = -n * lead * tied
    cell.shapeShape[0] = n * tied * (1 - tied)
    return cell
  },
}

/**
 * Symmetric cumulative logit: logit P(Y ≤ k) = b_k − η over bounds b_k that lie symmetrically round 0 (Agresti 1992). With two outcomes
 * it is Bradley & Terry 1952, with three Rao & Kupper 1967 (bound log θ). `middle`: there is an outcome 'tie'; `steps`: outcomes on the
 * winning side. Shape parameters are the bounds above 0, from the lowest.
 */
export function cumulativeLogit(steps: number, middle: boolean): OutcomeModel {
  const shapes = middle ? steps : steps - 1
  const outcomes = 2 * steps + (middle ? 1 : 0)
  // The bound above outcome k is sign × shape parameter; without a tie the middle bound is 0.
  const bounds = Array.from({ length: outcomes - 1 }, (_, k) => boundAt(k, steps, middle))
  return {
    outcomes,
    start: Float64Array.from({ length: shapes }, (_, k) => k + 1),
    at(eta, shape, counts) {
      const cell = emptyCell(shapes)
      counts.forEach((count, k) => {
        if (count > 0) addOutcome(cell, count, eta, shape, bounds[k - 1] ?? null, bounds[k] ?? null)
      })
      return cell
    },
  }
}

interface Bound {
  sign: number
  shape: number
}

function boundAt(k: number, steps: number, middle: boolean): Bound {
  if (middle) return k < steps ? { sign: -1, shape: steps - 1 - k } : { sign: 1, shape: k - steps }
  if (k === steps - 1) return { sign: 0, shape: 0 }
  return k < steps - 1 ? { sign: -1, shape: steps - 2 - k } : { sign: 1, shape: k - steps }
}

/** log(σ(u) − σ(l)) = log σ(u) + log σ(−l) + log(1 − e^{l−u}), u and l the bounds less η. */
function addOutcome(
  cell: CellLikelihood,
  count: number,
  eta: number,
  shape: Float64Array,
  below: Bound | null,
  above: Bound | null,
): void {
  const heightOf = (bound: Bound): number => bound.sign * (shape[bound.shape] ?? 0)
  if (above) addLogistic(cell, count, heightOf(above) - eta, -1, above, 1)
  if (below) addLogistic(cell, count, eta - heightOf(below), 1, below, -1)
  if (!above || !below) return
  const width = heightOf(above) - heightOf(below)
  if (width <= 0) {
    cell.value = Number.NEGATIVE_INFINITY
    return
  }
  cell.value += count * Math.log(-Math.expm1(-width))
  const slope = count / Math.expm1(width)
  const bend = (count * Math.exp(-width)) / Math.expm1(-width) ** 2
  for (const [one, sign] of [
    [above, above.sign],
    [below, -below.sign],
  ] as const) {
    if (sign === 0) continue
    cell.shape[one.shape] = (cell.shape[one.shape] ?? 0) + sign * slope
    for (const [other, otherSign] of [
      [above, above.sign],
      [below, -below.sign],
    ] as const) {
      if (otherSign === 0) continue
      const place = one.shape * cell.shape.length + other.shape
      cell.shapeShape[place] = (cell.shapeShape[place] ?? 0) + sign * otherSign * bend
    }
  }
}

/** Adds count × log σ(x), where x grows with η by `perEta` and with the bound by `perBound`. */
function addLogistic(
  cell: CellLikelihood,
  count: number,
  x: number,
  perEta: number,
  bound: Bound,
  perBound: number,
): void {
  const small = Math.exp(-Math.abs(x))
  cell.value -= count * (Math.max(-x, 0) + Math.log1p(small))
  const missing = x > 0 ? small / (1 + small) : 1 / (1 + small)
  const slope = count * missing
  const bend = (count * small) / (1 + small) ** 2
  cell.eta += perEta * slope
  cell.etaEta += bend
  const perShape = perBound * bound.sign
  if (perShape === 0) return
  cell.shape[bound.shape] = (cell.shape[bound.shape] ?? 0) + perShape * slope
  cell.etaShape[bound.shape] = (cell.etaShape[bound.shape] ?? 0) + perEta * perShape * bend
  const place = bound.shape * cell.shape.length + bound.shape
  cell.shapeShape[place] = (cell.shapeShape[place] ?? 0) + bend
}
