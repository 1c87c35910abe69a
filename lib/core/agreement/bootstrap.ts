import { seededRandom } from '../random/seeded-random'
import { normalCdf, normalQuantile, Z_95 } from './normal'
import type { Estimator } from './outcome'
import { resampler } from './resample'

export type IntervalKind = 'percentile' | 'bca'

export interface BootstrapOptions {
  /** Resamples; 0 for none. */
  bootstrap: number
  seed: number
  interval: IntervalKind
}

export interface BootstrapResult {
  /** 95 %; null where every resample was undefined. */
  ci: [number, number] | null
  /** Standard deviation of the resamples; null with fewer than two. */
  se: number | null
  /** The interval that was taken: BCa falls back to percentile where it does not exist. */
  interval: IntervalKind
  resamples: number
  /** Resamples whose figure was undefined; they are dropped (Zapf et al. 2016, BMC Medical Research Methodology 16:93). */
  undefinedResamples: number
}

/**
 * Bootstrap over units (Efron & Tibshirani 1993, chapters 13 and 14): units are drawn with replacement and keep all their ratings, everything else
 * (marginals, chance agreement) is computed anew. `weight[i]` units are of kind i; `value` is the figure itself.
 */
export function bootstrap(
  estimate: Estimator,
  weight: Float64Array,
  value: number,
  options: BootstrapOptions,
): BootstrapResult {
  const random = seededRandom(options.seed)
  const draw = resampler(weight)
  const drawn = new Float64Array(weight.length)
  const values = new Float64Array(options.bootstrap)
  let kept = 0
  for (let resample = 0; resample < options.bootstrap; resample += 1) {
    draw(random, drawn)
    const figure = estimate(drawn).value
    if (figure === null) continue
    values[kept] = figure
    kept += 1
  }
  const sorted = values.subarray(0, kept).sort()
  const corrected = options.interval === 'bca' && kept > 0 ? bcaLevels(estimate, weight, value, sorted) : null
  const levels = corrected ?? [0.025, 0.975]
  return {
    ci: kept === 0 ? null : [quantile(sorted, levels[0]), quantile(sorted, levels[1])],
    se: standardDeviation(sorted),
    interval: corrected ? 'bca' : 'percentile',
    resamples: options.bootstrap,
    undefinedResamples: options.bootstrap - kept,
  }
}

/** Quantile of sorted values with linear interpolation (Hyndman & Fan 1996, type 7; numpy's and R's default). */
export function quantile(sorted: Float64Array, level: number): number {
  const place = level * (sorted.length - 1)
  const below = Math.floor(place)
  const low = sorted[below] ?? 0
  const high = sorted[Math.min(below + 1, sorted.length - 1)] ?? low
  return low + (place - below) * (high - low)
}

/** Bias-corrected and accelerated levels (Efron 1987); null where the correction is infinite or nothing varies. */
function bcaLevels(
  estimate: Estimator,
  weight: Float64Array,
  value: number,
  sorted: Float64Array,
): [number, number] | null {
  const below = sorted.reduce((count, figure) => count + (figure < value ? 1 : 0), 0)
  const same = sorted.reduce((count, figure) => count + (figure === value ? 1 : 0), 0)
  const bias = normalQuantile((below + same / 2) / sorted.length)
  const acceleration = jackknifeAcceleration(estimate, weight)
  if (!Number.isFinite(bias) || acceleration === null) return null
  const level = (z: number): number => normalCdf(bias + (bias + z) / (1 - acceleration * (bias + z)))
  return [level(-Z_95), level(Z_95)]
}

/** Σ(θ̄ − θ_i)³ / 6 (Σ(θ̄ − θ_i)²)^1.5 over the figures with unit i left out; units of a kind give the same figure. */
function jackknifeAcceleration(estimate: Estimator, weight: Float64Array): number | null {
  const without = Float64Array.from(weight)
  const figures: { figure: number; units: number }[] = []
  weight.forEach((units, kind) => {
    if (units === 0) return
    without[kind] = units - 1
    const figure = estimate(without).value
    without[kind] = units
    if (figure !== null) figures.push({ figure, units })
  })
  const n = figures.reduce((sum, { units }) => sum + units, 0)
  const mean = figures.reduce((sum, { figure, units }) => sum + units * figure, 0) / n
  const squares = figures.reduce((sum, { figure, units }) => sum + units * (mean - figure) ** 2, 0)
  const cubes = figures.reduce((sum, { figure, units }) => sum + units * (mean - figure) ** 3, 0)
  return squares > 0 ? cubes / (6 * squares ** 1.5) : null
}

function standardDeviation(values: Float64Array): number | null {
  if (values.length < 2) return null
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1))
}
