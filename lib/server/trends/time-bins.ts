import 'server-only'

export interface TimeBin {
  /** Seconds; a bin holds from ≤ t < to. */
  from: number
  to: number
  n: number
}

/** Counts by half doublings of a second, as bins side by side from the shortest to the longest that occur. Empty in, empty out. */
export function timeBins(counts: ReadonlyMap<number, number>): TimeBin[] {
  const places = [...counts].flatMap(([place, n]) => (n > 0 ? [place] : []))
  if (places.length === 0) return []
  const first = Math.min(...places)
  const last = Math.max(...places)
  return Array.from({ length: last - first + 1 }, (_, index) => ({
    from: 2 ** ((first + index) / 2),
    to: 2 ** ((first + index + 1) / 2),
    n: counts.get(first + index) ?? 0,
  }))
}
