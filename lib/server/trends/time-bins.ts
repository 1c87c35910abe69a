import 'server-only'

export interface TimeBin {
  /** Seconds; a bin holds from ≤ t < to. */
  from: number
  to: number
  n: number
}

/** Times in bins of half a doubling (log scale), from the shortest to the longest that occur. Empty in, empty out. */
export function timeBins(timesMs: readonly number[]): TimeBin[] {
  const places = timesMs.map((ms) => Math.floor(2 * Math.log2(Math.max(0.25, ms / 1000))))
  const first = places.reduce((least, place) => Math.min(least, place), Number.POSITIVE_INFINITY)
  const last = places.reduce((most, place) => Math.max(most, place), Number.NEGATIVE_INFINITY)
  if (last < first) return []
  const bins = Array.from({ length: last - first + 1 }, (_, index) => ({
    from: 2 ** ((first + index) / 2),
    to: 2 ** ((first + index + 1) / 2),
    n: 0,
  }))
  for (const place of places) {
    const bin = bins[place - first]
    if (bin) bin.n += 1
  }
  return bins
}
