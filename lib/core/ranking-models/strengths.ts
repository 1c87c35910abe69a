import { Z_95 } from '@/lib/core/agreement/normal'
import type { Components } from './connectivity'

export interface Strength {
  /** Log strength; the mean over all competitors is 0. */
  value: number
  se: number
  ci: [number, number]
  /** 1000 + 400 / ln 10 × value: 400 points are odds of ten to one. */
  rating: number
}

/** What a model of strengths found. */
export interface FoundStrengths {
  /** Whether the fit without a penalty has finite strengths. */
  exists: boolean
  components: Components
  strengths: Record<string, Strength> | null
  /** Places from 1, as intervals. */
  ranks: Record<string, [number, number]> | null
  log_likelihood: number | null
  /** Judgements or rankings that count. */
  n: number
}

export function strengthOf(value: number, variance: number): Strength {
  const se = Math.sqrt(Math.max(variance, 0))
  return { value, se, ci: [value - Z_95 * se, value + Z_95 * se], rating: 1000 + (400 / Math.LN10) * value }
}

/** Places from 1, as intervals: ahead are those whose interval lies wholly above, behind those whose interval lies wholly below. */
export function rankIntervals(strengths: Readonly<Record<string, Strength>>): Record<string, [number, number]> {
  const all = Object.entries(strengths)
  const lows = Float64Array.from(all, ([, { ci }]) => ci[0]).sort()
  const highs = Float64Array.from(all, ([, { ci }]) => ci[1]).sort()
  return Object.fromEntries(
    all.map(([name, { ci }]) => [
      name,
      [1 + all.length - countUpTo(lows, ci[1]), all.length - countBelow(highs, ci[0])],
    ]),
  )
}

function countUpTo(sorted: Float64Array, bound: number): number {
  const place = sorted.findIndex((value) => value > bound)
  return place === -1 ? sorted.length : place
}

function countBelow(sorted: Float64Array, bound: number): number {
  const place = sorted.findIndex((value) => value >= bound)
  return place === -1 ? sorted.length : place
}
