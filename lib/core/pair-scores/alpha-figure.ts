import { alphaByDistance } from '@/lib/core/agreement/alpha-by-distance'
import type { Figure, Unit } from '@/lib/core/agreement/figure'
import { unitsByPair } from './annotator-pairs'
import { bootstrapOf, type FigureOptions } from './figure-options'

export interface Distance<Value> {
  between(a: Value, b: Value): number
  /** What it is, with its source. */
  method: string
  /** The distance that chance gives, where it is known. */
  expected?: number
}

/** Krippendorff's alpha over a distance, with the pairs of annotators where they are asked for. */
export function alphaFigure<Value>(units: Unit<Value>[], distance: Distance<Value>, options: FigureOptions): Figure {
  const expectation = distance.expected === undefined ? {} : { expected: distance.expected }
  const known = options.memory?.of(distance.method)
  const remembering = known === undefined ? {} : { known }
  const figure = alphaByDistance(units, distance.between, { ...bootstrapOf(options), ...expectation, ...remembering })
  const named = { ...figure, method: `${figure.method}; distance: ${distance.method}` }
  if (!options.pairs) return named
  const pairs = unitsByPair(units).map(({ annotators, units: shared }) => ({
    annotators,
    value: alphaByDistance(shared, distance.between, { ...expectation, seed: options.seed ?? 1 }).value,
    n_items: shared.length,
  }))
  return { ...named, details: { ...named.details, pairs } }
}
