import 'server-only'

/** Things in an order, of which some come and go between two looks: a look puts those that came among the others in one pass. */
export class InOrder<Entry> {
  #sorted: Entry[] = []
  #came = new Set<Entry>()
  #left = new Set<Entry>()

  constructor(readonly compare: (a: Entry, b: Entry) => number) {}

  add(entry: Entry): void {
    this.#came.add(entry)
  }

  /** The same object that was added. */
  remove(entry: Entry): void {
    if (!this.#came.delete(entry)) this.#left.add(entry)
  }

  list(): readonly Entry[] {
    if (this.#came.size === 0 && this.#left.size === 0) return this.#sorted
    const stayed = this.#left.size === 0 ? this.#sorted : this.#sorted.filter((entry) => !this.#left.has(entry))
    this.#sorted = merged(stayed, [...this.#came].sort(this.compare), this.compare)
    this.#came = new Set()
    this.#left = new Set()
    return this.#sorted
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
  return [...all, ...others.slice(next)]
}
