import { bands, resemblance, writeSignature } from './minhash'
import { textHash } from './text-hash'

/** Texts that resemble each other so much (estimated Jaccard index of their shingles) count as nearly the same. */
export const nearlyTheSame = 0.8
/** In a band's bucket each text is compared with at most so many before it. */
const mostCompared = 4096

export interface DuplicateGroups {
  /** For each text the place of the first text of its group; its own where it stands alone or comes first. */
  first: Int32Array
  /** For each text the place of the first text that equals it. */
  equal: Int32Array
  /** For each text the smallest hash in its group, in [0, 2⁶⁴): decides the split. */
  smallest: BigUint64Array
}

/**
 * Finds which of many texts are equal or nearly equal, in 76 bytes a text. Groups are transitive: where a resembles b and b resembles c, all three
 * are one group. Equal texts are always found (64-bit hash); near ones as the bands of `minhash` let them meet.
 */
export class DuplicateFinder {
  #keys: BigUint64Array
  #signatures: Uint32Array
  #size = 0
  readonly #near: boolean

  /** `near` false: equal texts only, 12 bytes a text. */
  constructor({ near, expected }: { near: boolean; expected: number }) {
    this.#near = near
    this.#keys = new BigUint64Array(Math.max(expected, 16))
    this.#signatures = new Uint32Array(near ? Math.max(expected, 16) * bands : 0)
  }

  /** `exact` is what equals means; `text`, where given, what is compared for nearness (null: this one has no near ones). */
  add(exact: string, text: string | null): void {
    if (this.#size === this.#keys.length) this.#grow()
    this.#keys[this.#size] = key(exact)
    if (this.#near && text !== null) writeSignature(text, this.#signatures, this.#size * bands)
    this.#size += 1
  }

  groups(): DuplicateGroups {
    const parent = Int32Array.from({ length: this.#size }, (_, place) => place)
    joinEqual(this.#keys.subarray(0, this.#size), parent)
    const equal = parent.map((_, place) => rootOf(parent, place))
    const distinct = equal.filter((root, place) => root === place)
    if (this.#near) joinNear(this.#signatures, distinct, parent)
    const first = parent.map((_, place) => rootOf(parent, place))
    const smallest = new BigUint64Array(this.#size).fill(2n ** 64n - 1n)
    first.forEach((root, place) => {
      const own = this.#keys[place] ?? 0n
      if (own < (smallest[root] ?? 0n)) smallest[root] = own
    })
    first.forEach((root, place) => {
      smallest[place] = smallest[root] ?? 0n
    })
    return { first, equal, smallest }
  }

  #grow(): void {
    const keys = new BigUint64Array(this.#keys.length * 2)
    keys.set(this.#keys)
    this.#keys = keys
    const signatures = new Uint32Array(this.#signatures.length * 2)
    signatures.set(this.#signatures)
    this.#signatures = signatures
  }
}

function key(text: string): bigint {
  return (BigInt(textHash(text, 0x2545f491)) << 32n) | BigInt(textHash(text, 0x9e3779b9))
}

/** Joins equal keys. Sorted by the upper half of the keys, since a whole one and its place are too long for a number. */
function joinEqual(keys: BigUint64Array, parent: Int32Array): void {
  const order = keys.map((word, place) => ((word >> 32n) << 32n) | BigInt(place)).sort()
  const met = new Map<bigint, number>()
  let upper = -1n
  for (const word of order) {
    if (word >> 32n !== upper) met.clear()
    upper = word >> 32n
    const place = Number(word & 0xffffffffn)
    const own = keys[place] ?? 0n
    const earlier = met.get(own)
    if (earlier === undefined) met.set(own, place)
    else join(parent, earlier, place)
  }
}

/** Within each band, places with the same word are compared and joined where they resemble each other enough. Unsigned texts (all zero) are let be. */
function joinNear(signatures: Uint32Array, places: Int32Array, parent: Int32Array): void {
  const signed = places.filter((place) =>
    signatures.subarray(place * bands, (place + 1) * bands).some((word) => word !== 0),
  )
  const order = new BigUint64Array(signed.length)
  for (let band = 0; band < bands; band += 1) {
    signed.forEach((place, at) => {
      order[at] = (BigInt(signatures[place * bands + band] ?? 0) << 32n) | BigInt(place)
    })
    order.sort()
    joinBuckets(signatures, order, parent)
  }
}

function joinBuckets(signatures: Uint32Array, order: BigUint64Array, parent: Int32Array): void {
  const places = Int32Array.from(order, (word) => Number(word & 0xffffffffn))
  let start = 0
  for (let at = 1; at < places.length; at += 1) {
    if ((order[at] ?? 0n) >> 32n !== (order[start] ?? 0n) >> 32n) start = at
    const place = places[at] ?? 0
    for (let other = at - 1; other >= Math.max(start, at - mostCompared); other -= 1) {
      const earlier = places[other] ?? 0
      if (rootOf(parent, earlier) === rootOf(parent, place)) continue
      if (resemblance(signatures, earlier * bands, place * bands) >= nearlyTheSame) join(parent, earlier, place)
    }
  }
}

/** Union–find in which the smaller place is the root, with path halving (Tarjan and van Leeuwen 1984). */
function rootOf(parent: Int32Array, place: number): number {
  let at = place
  for (;;) {
    const up = parent[at] ?? at
    if (up === at) return at
    parent[at] = parent[up] ?? up
    at = up
  }
}

function join(parent: Int32Array, a: number, b: number): void {
  const [low, high] = [rootOf(parent, a), rootOf(parent, b)].sort((one, other) => one - other)
  if (low !== undefined && high !== undefined) parent[high] = low
}
