import { mixIn, scattered, textHash } from '../export-plan/text-hash'

export interface DrawnPairs {
  /** Places among the keys. */
  first: Int32Array
  second: Int32Array
}

/** Answers a row of the table holds on average, at most. */
const PER_ROW = 4
const USUAL_DEPTH = 16
const EMPTY = -1

/**
 * `pairs` pairs of different or equal keys, each key equally likely at each draw, with replacement. Decided by the set of keys and the seed alone, and
 * stable: one key more or less changes about as many pairs as there are keys in a row of the table, out of all rows.
 *
 * Keys stand in the rows of a table by a hash of theirs, in a fixed order within a row; every draw has a stream of its own of places in the table
 * and takes the first that is not empty (rejection sampling, so that full and sparse rows are fair).
 */
export function drawnPairs(keys: readonly string[], pairs: number, seed: number): DrawnPairs {
  const { places, size } = tableOf(keys)
  const begin = scattered(seed % 2 ** 32) ^ scattered(Math.floor(seed / 2 ** 32) + 1)
  const drawn = { first: new Int32Array(pairs), second: new Int32Array(pairs) }
  if (keys.length === 0) return { first: new Int32Array(0), second: new Int32Array(0) }
  const draw = (stream: number): number => {
    const own = mixIn(begin, stream)
    for (let attempt = 0; ; attempt += 1) {
      const key = places[scattered(mixIn(own, attempt)) & (size - 1)] ?? EMPTY
      if (key !== EMPTY) return key
    }
  }
  for (let pair = 0; pair < pairs; pair += 1) {
    drawn.first[pair] = draw(2 * pair)
    drawn.second[pair] = draw(2 * pair + 1)
  }
  return drawn
}

/** Row after row of `depth` places; rows and depth are powers of two. */
function tableOf(keys: readonly string[]): { places: Int32Array; size: number } {
  let nRows = 1
  while (nRows * PER_ROW < keys.length) nRows *= 2
  const rows = new Map<number, number[]>()
  keys.forEach((key, place) => {
    const row = textHash(key, 0) & (nRows - 1)
    const held = rows.get(row)
    if (held) held.push(place)
    else rows.set(row, [place])
  })
  let depth = USUAL_DEPTH
  for (const held of rows.values()) while (depth < held.length) depth *= 2
  const places = new Int32Array(nRows * depth).fill(EMPTY)
  for (const [row, held] of rows) places.set(held.sort(byText(keys)), row * depth)
  return { places, size: places.length }
}

function byText(keys: readonly string[]): (a: number, b: number) => number {
  return (a, b) => Number((keys[a] ?? '') > (keys[b] ?? '')) - Number((keys[a] ?? '') < (keys[b] ?? ''))
}
