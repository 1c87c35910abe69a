import type { IntervalKind } from '@/lib/core/agreement/bootstrap'
import type { DistanceMemory } from '@/lib/core/agreement/distance-memory'
import { AppError } from '@/lib/core/errors'

/** macro: mean over an item's pairs, then over items; micro: all pairs pooled. */
export type Average = 'macro' | 'micro'

/** What `concord agreement` may ask of the figures of boxes, texts and rankings. */
export interface FigureOptions {
  /** Names as in the command line reference; all that fit unless given. */
  measures?: readonly string[]
  average?: Average
  /** Resamples of the bootstrap over items; 0 unless given. */
  bootstrap?: number
  /** 1 unless given. */
  seed?: number
  interval?: IntervalKind
  /** Adds each pair of annotators to `details.pairs`. */
  pairs?: boolean
  /** What was compared before and need not be again. It decides nothing but the time. */
  memory?: DistanceMemory
}

export function bootstrapOf(options: FigureOptions): { bootstrap: number; seed: number; interval: IntervalKind } {
  return {
    bootstrap: options.bootstrap ?? 0,
    seed: options.seed ?? 1,
    interval: options.interval ?? 'percentile',
  }
}

/** The T of a name like `f1@0.5`, null for other names. @throws AppError `bad-input` where T is no share above 0 and up to 1. */
export function thresholdOf(name: string, prefix: string): number | null {
  if (!name.startsWith(`${prefix}@`)) return null
  const text = name.slice(prefix.length + 1)
  const threshold = /^\d*\.?\d+$/.test(text) ? Number(text) : Number.NaN
  if (threshold > 0 && threshold <= 1) return threshold
  throw new AppError('bad-input', `${name}: write a threshold above 0 and up to 1 after the @, such as ${prefix}@0.5.`)
}

export function unknownMeasure(name: string, known: readonly string[]): AppError {
  return new AppError('bad-input', `There is no measure ${name} here. Choose from ${known.join(', ')}.`)
}
