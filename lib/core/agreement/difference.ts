/** What the distance between two categories means; the project declares it, nothing guesses it. */
export type Level = 'nominal' | 'ordinal' | 'interval' | 'ratio'

/**
 * Squared differences δ² between categories (Krippendorff 2011, 'Computing Krippendorff's alpha-reliability', section E).
 * `marginals[c]`: pairable ratings in category c; only the ordinal difference depends on them.
 */
export interface Difference {
  /** Whether δ² stays the same whatever the marginals are. */
  fixed: boolean
  squared(marginals: Float64Array): (c: number, k: number) => number
  /** Σ over c < k of n_c n_k δ²_ck; exactly 0 where all ratings fall on one value. */
  expected(marginals: Float64Array): number
}

/** `numbers[c]` is the value of category c; interval and ratio need it. */
export function differenceFor(level: Level, numbers: Float64Array): Difference {
  if (level === 'nominal') return nominal
  if (level === 'ordinal') return ordinal
  const scaled = withinSquares(numbers)
  return level === 'interval' ? interval(scaled) : ratio(scaled)
}

/** Between these a sum of squares keeps its digits. */
const SMALLEST = 1e-100
const LARGEST = 1e100

/** Neither alpha changes when all numbers grow alike. A power of two rounds nothing. */
function withinSquares(numbers: Float64Array): Float64Array {
  const most = numbers.reduce((largest, number) => Math.max(largest, Math.abs(number)), 0)
  if (!(most > 0) || (most >= SMALLEST && most <= LARGEST)) return numbers
  const power = Math.floor(Math.log2(most))
  // In two steps: 2 ** −power of the smallest numbers is none any more.
  const half = Math.trunc(power / 2)
  return numbers.map((number) => number / 2 ** half / 2 ** (power - half))
}

const nominal: Difference = {
  fixed: true,
  squared: () => (c, k) => (c === k ? 0 : 1),
  expected(marginals) {
    let total = 0
    let squares = 0
    for (const n of marginals) {
      total += n
      squares += n * n
    }
    return (total * total - squares) / 2
  },
}

/** (Σ_{g=c..k} n_g − (n_c + n_k)/2)² is the squared distance of the categories' mid-ranks. */
const ordinal: Difference = {
  fixed: false,
  squared(marginals) {
    const ranks = midRanks(marginals)
    return (c, k) => ((ranks[c] ?? 0) - (ranks[k] ?? 0)) ** 2
  },
  expected: (marginals) => squaredSpread(marginals, midRanks(marginals)),
}

function interval(numbers: Float64Array): Difference {
  return {
    fixed: true,
    squared: () => (c, k) => ((numbers[c] ?? 0) - (numbers[k] ?? 0)) ** 2,
    expected: (marginals) => squaredSpread(marginals, numbers),
  }
}

/** ((c − k)/(c + k))², with 0/0 := 0. */
function ratio(numbers: Float64Array): Difference {
  const squared = (c: number, k: number): number => {
    const a = numbers[c] ?? 0
    const b = numbers[k] ?? 0
    return a === b ? 0 : ((a - b) / (a + b)) ** 2
  }
  return {
    fixed: true,
    squared: () => squared,
    expected(marginals) {
      const used = Array.from(marginals.keys()).filter((category) => (marginals[category] ?? 0) > 0)
      let sum = 0
      used.forEach((c, place) => {
        let row = 0
        for (let other = place + 1; other < used.length; other += 1) {
          const k = used[other] ?? 0
          row += (marginals[k] ?? 0) * squared(c, k)
        }
        sum += (marginals[c] ?? 0) * row
      })
      return sum
    },
  }
}

/** Rank of the middle of each category, in the declared order. */
function midRanks(marginals: Float64Array): Float64Array {
  const ranks = new Float64Array(marginals.length)
  let below = 0
  marginals.forEach((n, category) => {
    ranks[category] = below + n / 2
    below += n
  })
  return ranks
}

/** Σ_{c<k} n_c n_k (v_c − v_k)² = n Σ n_c (v_c − mean)², without the cancellation of Σ n v² − (Σ n v)². */
function squaredSpread(marginals: Float64Array, values: Float64Array): number {
  let total = 0
  let sum = 0
  let least = Number.POSITIVE_INFINITY
  let most = Number.NEGATIVE_INFINITY
  marginals.forEach((n, category) => {
    if (n === 0) return
    const value = values[category] ?? 0
    total += n
    sum += n * value
    least = Math.min(least, value)
    most = Math.max(most, value)
  })
  if (!(least < most)) return 0
  const mean = sum / total
  let spread = 0
  marginals.forEach((n, category) => {
    if (n > 0) spread += n * ((values[category] ?? 0) - mean) ** 2
  })
  return total * spread
}
