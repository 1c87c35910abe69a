import type { Reason } from './figure'

/** A number, or why there is none. */
export type Outcome = { value: number; reason: null } | { value: null; reason: Reason }

export const defined = (value: number): Outcome => ({ value, reason: null })
export const undefinedFor = (reason: Reason): Outcome => ({ value: null, reason })

/**
 * A measure prepared for one table: `weight[i]` says how many units of kind i there are (a pattern of ratings, a cell, a single unit),
 * so that the same function gives the figure, its resamples and its jackknife.
 */
export type Estimator = (weight: Float64Array) => Outcome
