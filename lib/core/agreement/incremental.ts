import { differenceFor, type Level } from './difference'
import { defined, type Outcome, undefinedFor } from './outcome'

/** The stored form: for each number of ratings m the integer sums Σ x_c (x_k − [c = k]) over the units with m ratings, row by row. */
export interface StoredCoincidences {
  nCategories: number
  sums: { ratings: number; cells: number[] }[]
}

/**
 * Krippendorff's coincidences kept up to date as labels come, change and go, so that no dashboard rescans: each change costs O(K²) integer
 * operations and the alphas are exact at any time. `unit` is the unit's count of ratings by category; the calls update it in place.
 */
export class Coincidences {
  private readonly sumsBySize = new Map<number, Float64Array>()

  constructor(readonly nCategories: number) {}

  static from(stored: StoredCoincidences): Coincidences {
    const coincidences = new Coincidences(stored.nCategories)
    for (const { ratings, cells } of stored.sums) coincidences.sumsBySize.set(ratings, Float64Array.from(cells))
    return coincidences
  }

  toStored(): StoredCoincidences {
    const sums = [...this.sumsBySize]
      .filter(([, cells]) => cells.some((sum) => sum !== 0))
      .toSorted(([a], [b]) => a - b)
      .map(([ratings, cells]) => ({ ratings, cells: Array.from(cells) }))
    return { nCategories: this.nCategories, sums }
  }

  add(unit: Int32Array, category: number): void {
    const m = sizeOf(unit)
    this.count(unit, m, -1)
    unit[category] = (unit[category] ?? 0) + 1
    this.count(unit, m + 1, 1)
  }

  remove(unit: Int32Array, category: number): void {
    const m = sizeOf(unit)
    this.count(unit, m, -1)
    unit[category] = (unit[category] ?? 0) - 1
    this.count(unit, m - 1, 1)
  }

  change(unit: Int32Array, from: number, to: number): void {
    const m = sizeOf(unit)
    this.count(unit, m, -1)
    unit[from] = (unit[from] ?? 0) - 1
    unit[to] = (unit[to] ?? 0) + 1
    this.count(unit, m, 1)
  }

  /** Krippendorff's alpha of all labels so far; `numbers[c]` is the value of category c, for interval and ratio. */
  alpha(level: Level, numbers: Float64Array = new Float64Array(0)): Outcome {
    const cells = this.coincidences()
    const marginals = new Float64Array(this.nCategories)
    cells.forEach((sum, cell) => {
      const row = Math.floor(cell / this.nCategories)
      marginals[row] = (marginals[row] ?? 0) + sum
    })
    // Rows of o sum to whole numbers of ratings; the divisions by m − 1 leave rounding behind.
    const exact = marginals.map(Math.round)
    const n = exact.reduce((sum, count) => sum + count, 0)
    if (n === 0) return undefinedFor('no-pairable-values')
    const difference = differenceFor(level, numbers)
    const expected = difference.expected(exact)
    if (expected === 0) return undefinedFor('no-variation')
    const squared = difference.squared(exact)
    let observed = 0
    for (let c = 0; c < this.nCategories; c += 1) {
      for (let k = c + 1; k < this.nCategories; k += 1)
        observed += (cells[c * this.nCategories + k] ?? 0) * squared(c, k)
    }
    return defined(1 - ((n - 1) * observed) / expected)
  }

  /** o_ck = Σ_m S_m[c, k] / (m − 1), row by row. */
  coincidences(): Float64Array {
    const cells = new Float64Array(this.nCategories ** 2)
    for (const m of [...this.sumsBySize.keys()].toSorted((a, b) => a - b)) {
      this.sumsBySize.get(m)?.forEach((sum, cell) => {
        cells[cell] = (cells[cell] ?? 0) + sum / (m - 1)
      })
    }
    return cells
  }

  private count(unit: Int32Array, m: number, sign: 1 | -1): void {
    if (m < 2) return
    const sums = this.sumsFor(m)
    const K = this.nCategories
    for (let c = 0, cell = 0; c < K; c += 1) {
      const x = sign * (unit[c] ?? 0)
      for (let k = 0; k < K; k += 1, cell += 1) {
        if (x !== 0) sums[cell] = (sums[cell] ?? 0) + x * ((unit[k] ?? 0) - (c === k ? 1 : 0))
      }
    }
  }

  private sumsFor(m: number): Float64Array {
    const known = this.sumsBySize.get(m)
    if (known) return known
    const fresh = new Float64Array(this.nCategories ** 2)
    this.sumsBySize.set(m, fresh)
    return fresh
  }
}

function sizeOf(unit: Int32Array): number {
  let size = 0
  for (let category = 0; category < unit.length; category += 1) size += unit[category] ?? 0
  return size
}
