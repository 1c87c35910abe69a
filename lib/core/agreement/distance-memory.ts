/** So many values have their distances in rows; past them, in a table of pairs. */
const IN_ROWS = 3_000
/** Up to so many are compared each with each. */
const ALL_COMPARED = 2_000
const MOST_VALUES = 200_000
const MOST_PAIRS = 1_000_000
const MOST_TOKENS = 500_000
const MOST_ITEMS = 50_000

/** What the pairs of answers to one item come to. */
export interface ItemSums {
  numerator: number
  denominator: number
  pairs: number
  undefinedPairs: number
}

/**
 * Distances that were worked out before. Figures that are measured again and again while a few answers change compare only what is new. It decides
 * nothing: equal values have the same distance, remembered or not.
 */
export class DistanceMemory {
  readonly #byName = new Map<string, KnownDistances>()
  readonly #items = new Map<string, Map<string, ItemSums>>()
  #tokens = new Map<string, number>()

  /** The distances of one name; two distances have two names. */
  of(name: string): KnownDistances {
    const known = this.#byName.get(name) ?? new KnownDistances()
    this.#byName.set(name, known)
    return known
  }

  /** The sums that a measure makes of the answers to an item, in their order; worked out where they are not known. */
  sumsOf(measure: string, answers: readonly unknown[], work: () => ItemSums): ItemSums {
    const items = this.#items.get(measure) ?? new Map<string, ItemSums>()
    this.#items.set(measure, items)
    const text = JSON.stringify(answers)
    const known = items.get(text)
    if (known) return known
    const sums = work()
    items.set(text, sums)
    return sums
  }

  /** Equal tokens are equal numbers, for as long as this is remembered. */
  numberOf(token: string): number {
    const known = this.#tokens.get(token)
    if (known !== undefined) return known
    this.#tokens.set(token, this.#tokens.size)
    return this.#tokens.size - 1
  }

  /** Lets go of everything where that has become too much; not while something is being measured. */
  makeRoom(): void {
    const items = [...this.#items.values()].reduce((sum, { size }) => sum + size, 0)
    if (items > MOST_ITEMS) this.#items.clear()
    if (this.#tokens.size <= MOST_TOKENS) return
    this.#tokens = new Map()
    this.#byName.clear()
    this.#items.clear()
  }
}

export class KnownDistances {
  #ids = new Map<string, number>()
  /** Row i holds the distances to the values before i; NaN where unknown. */
  #rows: (Float64Array | undefined)[] = []
  #pairs = new Map<number, number>()

  /** A number for each value, the same for values with the same JSON; good until the next call. */
  idsOf(values: readonly unknown[]): Int32Array {
    const ids = Int32Array.from(values, (value) => this.#idOf(value))
    if (this.#ids.size <= IN_ROWS || !this.#isTooMuch(values.length)) return ids
    this.#ids = new Map()
    this.#rows = []
    this.#pairs = new Map()
    return Int32Array.from(values, (value) => this.#idOf(value))
  }

  /** The distance of two values by their numbers; worked out where it is not known. */
  between(a: number, b: number, work: () => number): number {
    if (a === b) return 0
    const [low, high] = a < b ? [a, b] : [b, a]
    const known = this.#get(low, high)
    if (known !== undefined && !Number.isNaN(known)) return known
    const distance = work()
    this.#set(low, high, distance)
    return distance
  }

  #get(low: number, high: number): number | undefined {
    return high < IN_ROWS ? this.#rows[high]?.[low] : this.#pairs.get(high * 2 ** 26 + low)
  }

  #set(low: number, high: number, distance: number): void {
    if (high >= IN_ROWS) {
      this.#pairs.set(high * 2 ** 26 + low, distance)
      return
    }
    const row = this.#rows[high] ?? new Float64Array(high).fill(Number.NaN)
    this.#rows[high] = row
    row[low] = distance
  }

  /** What is compared each with each must stand in rows; of many values only some pairs are compared. */
  #isTooMuch(values: number): boolean {
    return values <= ALL_COMPARED || this.#ids.size > MOST_VALUES || this.#pairs.size > MOST_PAIRS
  }

  #idOf(value: unknown): number {
    const text = JSON.stringify(value) ?? ''
    const known = this.#ids.get(text)
    if (known !== undefined) return known
    this.#ids.set(text, this.#ids.size)
    return this.#ids.size - 1
  }
}
