/** Shannon's entropy (1948) of counts, in bits: 0 when all answers are one, log₂ K when K are equally frequent. Null without answers. */
export function entropyBits(counts: Iterable<number>): number | null {
  const all = [...counts].filter((count) => count > 0).sort((a, b) => a - b)
  const n = all.reduce((sum, count) => sum + count, 0)
  if (n === 0) return null
  return all.reduce((sum, count) => sum - (count / n) * Math.log2(count / n), 0) + 0
}

export interface LongestRun {
  category: string
  length: number
}

/** The longest row of equal answers, in the order in which they were given; the first of equally long ones. */
export function longestRun(categories: readonly string[]): LongestRun | null {
  let best: LongestRun | null = null
  let length = 0
  categories.forEach((category, i) => {
    length = i > 0 && categories[i - 1] === category ? length + 1 : 1
    if (best === null || length > best.length) best = { category, length }
  })
  return best
}

/**
 * Probability that n independent answers, each of the category with probability p, hold a row of it at least as long as `length`
 * (Feller 1968, XIII.7): f(m) = f(m − 1) + (1 − f(m − length − 1)) (1 − p) p^length.
 */
export function runProbability(n: number, length: number, p: number): number {
  if (length > n || length < 1) return length < 1 ? 1 : 0
  const whole = p ** length
  const f = new Float64Array(n + 1)
  f[length] = whole
  for (let m = length + 1; m <= n; m += 1) {
    f[m] = (f[m - 1] ?? 0) + (1 - (f[m - length - 1] ?? 0)) * (1 - p) * whole
  }
  return Math.min(1, f[n] ?? 0)
}

export function countsOf(categories: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const category of categories) counts.set(category, (counts.get(category) ?? 0) + 1)
  return counts
}
