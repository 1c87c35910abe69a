import 'server-only'
import type { DistanceMemory } from '@/lib/core/agreement/distance-memory'
import type { Figure, Unit } from '@/lib/core/agreement/figure'
import { annotatorsOf, unitsByPair } from '@/lib/core/pair-scores/annotator-pairs'
import type { AnyTaskType } from '@/lib/core/task-type'

type Alpha = Pick<Figure, 'value' | 'reason' | 'n_items'>

/** The type's own alpha with answers left out: of everybody but one, and of each two alone. */
export interface DistanceAlphas {
  all: Alpha | null
  without: Record<string, Alpha>
  /** By the two annotators, sorted, as a JSON list. */
  pairs: Record<string, Alpha>
}

/** Comparisons of two answers that the tables may cost. */
const mostComparisons = 1_000_000
/** Up to so many answers alpha compares each with each, beyond it draws pairs. */
const exactAnswers = 2_000
const drawnPairs = 100_000

/** Null where the tables would take minutes: the long table and `--pairs` of the command line give them at leisure. */
export function distanceAlphas(
  spec: AnyTaskType,
  config: unknown,
  units: Unit<unknown>[],
  memory: DistanceMemory,
): DistanceAlphas | null {
  const annotators = annotatorsOf(units)
  const pairs = unitsByPair(units)
  const without = annotators.map((left) => ({
    left,
    units: units.map(({ item, ratings }) => ({ item, ratings: ratings.filter(({ annotator }) => annotator !== left) })),
  }))
  const cost = [...without, ...pairs].reduce((sum, part) => sum + comparisonsOf(part.units), comparisonsOf(units))
  if (cost > mostComparisons) return null
  const alpha = (some: Unit<unknown>[]): Alpha | null => {
    const measures = ['krippendorff-alpha']
    const figure = spec.measures(some, config, { bootstrap: 0, seed: 1, measures, memory })['krippendorff-alpha']
    return figure ? { value: figure.value, reason: figure.reason, n_items: figure.n_items } : null
  }
  return {
    all: alpha(units),
    without: defined(without.map(({ left, units: rest }) => [left, alpha(rest)])),
    pairs: defined(pairs.map(({ annotators: both, units: shared }) => [JSON.stringify(both), alpha(shared)])),
  }
}

function comparisonsOf(units: readonly Unit<unknown>[]): number {
  const answers = units.reduce((sum, { ratings }) => sum + (ratings.length < 2 ? 0 : ratings.length), 0)
  return answers <= exactAnswers ? answers ** 2 / 2 : drawnPairs
}

function defined(entries: [string, Alpha | null][]): Record<string, Alpha> {
  return Object.fromEntries(entries.flatMap(([key, alpha]): [string, Alpha][] => (alpha ? [[key, alpha]] : [])))
}
