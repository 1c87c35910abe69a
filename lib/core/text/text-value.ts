import { DistanceMemory } from '@/lib/core/agreement/distance-memory'
import type { Unit } from '@/lib/core/agreement/figure'
import { type Ignored, type TextUnit, tokenise } from './normalise-text'
import { assertLength, type TimedSegment } from './segments'

/** What an annotator wrote down: a text, perhaps with its timed segments. */
export type TextValue = string | { text: string; segments?: readonly TimedSegment[] | null | undefined }

export function textOf(value: TextValue): string {
  return typeof value === 'string' ? value : value.text
}

/** Texts as numbers, equal tokens as equal numbers: comparing numbers is faster than comparing words. */
export function tokenUnits(
  units: readonly Unit<TextValue>[],
  unit: TextUnit,
  ignore: readonly Ignored[],
  memory: DistanceMemory = new DistanceMemory(),
): Unit<number[]>[] {
  return units.map(({ item, ratings }) => ({
    item,
    ratings: ratings.map(({ annotator, value }) => ({
      annotator,
      value: tokenise(textOf(value), unit, ignore).map((token) => memory.numberOf(token)),
    })),
  }))
}

/**
 * The segments of those values that carry them; an empty list is an answer ('nobody speaks'), no list is none.
 * @throws AppError `invalid-content` for a segment without length.
 */
export function segmentUnits(units: readonly Unit<TextValue>[]): Unit<readonly TimedSegment[]>[] {
  return units.map(({ item, ratings }) => ({
    item,
    ratings: ratings.flatMap(({ annotator, value }) => {
      const segments = typeof value === 'string' ? null : (value.segments ?? null)
      if (!segments) return []
      assertLength(segments)
      return [{ annotator, value: segments }]
    }),
  }))
}
