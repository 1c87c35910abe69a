import { AppError } from '@/lib/core/errors'
import { cholesky, inverseDiagonal, solveCholesky } from './cholesky'

/** A log-likelihood at one place: its value, its slope, and the information (minus its second derivatives, n × n, row by row). */
export interface LocalLikelihood {
  value: number
  gradient: Float64Array
  information: Float64Array
}

export interface Maximum {
  parameters: Float64Array
  value: number
  /** Variances: the diagonal of the Moore–Penrose inverse of the information. */
  variance: Float64Array
}

/** The information is a full matrix: past this its inverse takes minutes. */
const MOST_COMPETITORS = 3_000

/** @throws AppError `bad-input` where there are more competitors than one fit compares. */
export function assertComparable(competitors: number): void {
  if (competitors <= MOST_COMPETITORS) return
  throw new AppError(
    'bad-input',
    `There are ${competitors} competitors, and at most ${MOST_COMPETITORS} are compared in one fit; split the lines with --by COLUMN.`,
  )
}

const MAX_STEPS = 300
/** A Newton step this small doubles its digits: the next is below rounding. */
const LAST_STEP = 1e-9

/**
 * The maximum of a concave log-likelihood by Newton's steps, halved while they overshoot, to machine precision. The first `centred`
 * parameters are known up to a constant and kept at mean 0. Null where there is no finite maximum: then the steps never shrink, or the
 * information becomes singular in another direction.
 */
export function maximiseByNewton(
  start: Float64Array,
  centred: number,
  at: (parameters: Float64Array) => LocalLikelihood,
): Maximum | null {
  const n = start.length
  let here = start
  let local = at(here)
  for (let step = 0; step < MAX_STEPS; step += 1) {
    const lower = cholesky(pinned(local.information, n, centred).matrix, n)
    if (!lower) return null
    const move = solveCholesky(lower, n, local.gradient)
    const size = move.reduce((most, part) => Math.max(most, Math.abs(part)), 0)
    const next = climbed(here, move, local.value, at)
    if (!next) return size < LAST_STEP ? maximumAt(here, local, centred) : null
    here = atMeanZero(next, centred)
    local = at(here)
    if (size < LAST_STEP) return maximumAt(here, local, centred)
  }
  return null
}

/** Allows for rounding: near the top a better place may look worse by the last digit. */
const ROUNDING = 1e-12

function climbed(
  here: Float64Array,
  move: Float64Array,
  value: number,
  at: (parameters: Float64Array) => LocalLikelihood,
): Float64Array | null {
  for (let part = 1; part > 1e-12; part /= 2) {
    const next = here.map((parameter, i) => parameter + part * (move[i] ?? 0))
    if (at(next).value >= value - ROUNDING * (1 + Math.abs(value))) return next
  }
  return null
}

function maximumAt(parameters: Float64Array, local: LocalLikelihood, centred: number): Maximum | null {
  const n = parameters.length
  const { matrix, weight } = pinned(local.information, n, centred)
  const lower = cholesky(matrix, n)
  if (!lower) return null
  // (I + w v vᵀ)⁻¹ − v vᵀ / w is the Moore–Penrose inverse, v the unit vector of the constant, for which I v = 0.
  const variance = inverseDiagonal(lower, n).map((entry, i) => (i < centred ? entry - 1 / (weight * centred) : entry))
  return { parameters, value: local.value, variance }
}

/** The information with weight on the constant, which is otherwise a direction of no information. */
function pinned(information: Float64Array, n: number, centred: number): { matrix: Float64Array; weight: number } {
  let trace = 0
  for (let i = 0; i < centred; i += 1) trace += information[i * n + i] ?? 0
  const weight = trace > 0 ? trace / centred : 1
  const matrix = information.slice()
  for (let i = 0; i < centred; i += 1) {
    for (let j = 0; j < centred; j += 1) matrix[i * n + j] = (matrix[i * n + j] ?? 0) + weight / centred
  }
  return { matrix, weight }
}

function atMeanZero(parameters: Float64Array, centred: number): Float64Array {
  const mean = parameters.subarray(0, centred).reduce((sum, part) => sum + part, 0) / centred
  return parameters.map((part, i) => (i < centred ? part - mean : part))
}
