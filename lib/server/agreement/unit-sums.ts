import 'server-only'
import { Coincidences } from '@/lib/core/agreement/incremental'

/** How often a task's answers chose each category; those chosen at all. */
export type Chosen = ReadonlyMap<number, number>

/**
 * Krippendorff's coincidences as integer sums by number of ratings m: Σ x_c (x_k − [c = k]) over tasks with m ratings. Tasks come and go
 * at the cost of the categories they hold, whole numbers stay exact, and sums may be added to one another.
 */
export class UnitSums {
  readonly #cells = new Map<number, Float64Array>()

  constructor(readonly nCategories: number) {}

  add(chosen: Chosen, times: 1 | -1): void {
    let ratings = 0
    for (const count of chosen.values()) ratings += count
    if (ratings < 2) return
    const cells = this.#cellsOf(ratings)
    for (const [c, count] of chosen) {
      for (const [k, other] of chosen) {
        const cell = c * this.nCategories + k
        cells[cell] = (cells[cell] ?? 0) + times * count * (other - (c === k ? 1 : 0))
      }
    }
  }

  plus(other: UnitSums): UnitSums {
    const sum = new UnitSums(this.nCategories)
    for (const { ratings, cells } of [...this.#stored(), ...other.#stored()]) {
      const own = sum.#cellsOf(ratings)
      cells.forEach((count, cell) => {
        own[cell] = (own[cell] ?? 0) + count
      })
    }
    return sum
  }

  coincidences(): Coincidences {
    const sums = this.#stored().map(({ ratings, cells }) => ({ ratings, cells: Array.from(cells) }))
    return Coincidences.from({ nCategories: this.nCategories, sums })
  }

  #stored(): { ratings: number; cells: Float64Array }[] {
    return Array.from(this.#cells, ([ratings, cells]) => ({ ratings, cells }))
  }

  #cellsOf(ratings: number): Float64Array {
    const known = this.#cells.get(ratings)
    if (known) return known
    const fresh = new Float64Array(this.nCategories ** 2)
    this.#cells.set(ratings, fresh)
    return fresh
  }
}

export function chosenOf(categories: readonly number[]): Chosen {
  const chosen = new Map<number, number>()
  for (const category of categories) chosen.set(category, (chosen.get(category) ?? 0) + 1)
  return chosen
}
