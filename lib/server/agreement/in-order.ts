import 'server-only'

/** So many changes are put in their places one by one; more of them in one pass. */
const few = 30

/** Things in an order, of which some come and go between two looks. */
export class InOrder<Entry> {
  #sorted: Entry[] = []
  readonly #came = new Set<Entry>()
  readonly #left = new Set<Entry>()

  constructor(readonly compare: (a: Entry, b: Entry) => number) {}

  add(entry: Entry): void {
    this.#came.add(entry)
  }

  /** The same object that was added. */
  remove(entry: Entry): void {
    if (!this.#came.delete(entry)) this.#left.add(entry)
  }

  list(): readonly Entry[] {
    if (this.#came.size + this.#left.size <= few) this.#place()
    else this.#merge()
    this.#came.clear()
    this.#left.clear()
    return this.#sorted
  }

  #place(): void {
    for (const entry of this.#left) {
      let place = this.#placeOf(entry)
      while (place < this.#sorted.length && this.#sorted[place] !== entry) place += 1
      this.#sorted.splice(place, 1)
    }
    for (const entry of this.#came) this.#sorted.splice(this.#placeOf(entry), 0, entry)
  }

  #merge(): void {
    const stayed = this.#left.size === 0 ? this.#sorted : this.#sorted.filter((entry) => !this.#left.has(entry))
    this.#sorted = merged(stayed, [...this.#came].sort(this.compare), this.compare)
  }

  /** Before everything that is not smaller. */
  #placeOf(entry: Entry): number {
    let from = 0
    let to = this.#sorted.length
    while (from < to) {
      const middle = (from + to) >> 1
      const other = this.#sorted[middle]
      if (other !== undefined && this.compare(other, entry) < 0) from = middle + 1
      else to = middle
    }
    return from
  }
}

function merged<Entry>(some: Entry[], others: readonly Entry[], compare: (a: Entry, b: Entry) => number): Entry[] {
  if (others.length === 0) return some
  const all: Entry[] = []
  let next = 0
  for (const entry of some) {
    for (let other = others[next]; other !== undefined && compare(other, entry) < 0; other = others[next]) {
      all.push(other)
      next += 1
    }
    all.push(entry)
  }
  return all.concat(others.slice(next))
}
