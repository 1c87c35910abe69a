const BITS = 32

/**
 * Levenshtein distance (1966): the fewest insertions, deletions and substitutions, each of cost 1, that turn one sequence into the
 * other. Tokens are compared by ===.
 */
export function editDistance<Token>(a: ArrayLike<Token>, b: ArrayLike<Token>): number {
  return editDistanceFrom(a)(b)
}

/**
 * The same, prepared for one sequence that many are compared with. Bit-parallel (Myers 1999, in the blocks of Hyyrö 2003): a column of the
 * dynamic programme is kept as the signs of its steps, 32 to a word.
 */
export function editDistanceFrom<Token>(a: ArrayLike<Token>): (b: ArrayLike<Token>) => number {
  const blocks = Math.ceil(a.length / BITS)
  const places = placesOf(a, blocks)
  const nowhere = new Int32Array(blocks)
  const last = 1 << ((a.length - 1) % BITS)
  const plus = new Int32Array(blocks)
  const minus = new Int32Array(blocks)

  return (b) => {
    if (blocks === 0) return b.length
    plus.fill(-1)
    minus.fill(0)
    let distance = a.length
    for (let column = 0; column < b.length; column++) {
      const token = b[column]
      const equal = (token === undefined ? undefined : places.get(token)) ?? nowhere
      // The step into the top of the column: row 0 counts the tokens of b.
      let step = 1
      for (let block = 0; block < blocks; block++) {
        const up = plus[block] ?? 0
        const down = minus[block] ?? 0
        const match = equal[block] ?? 0
        const vertical = match | down
        const seeded = step < 0 ? match | 1 : match
        const horizontal = (((seeded & up) + up) ^ up) | seeded
        let rises = down | ~(horizontal | up)
        let falls = up & horizontal
        const bottom = block === blocks - 1 ? last : 1 << (BITS - 1)
        const leaving = stepAt(rises, falls, bottom)
        rises = (rises << 1) | (step > 0 ? 1 : 0)
        falls = (falls << 1) | (step < 0 ? 1 : 0)
        plus[block] = falls | ~(vertical | rises)
        minus[block] = rises & vertical
        step = leaving
      }
      distance += step
    }
    return distance
  }
}

/** +1, 0 or −1: whether the row of this bit rises or falls from the last column to this one. */
function stepAt(rises: number, falls: number, bit: number): number {
  if ((rises & bit) !== 0) return 1
  return (falls & bit) === 0 ? 0 : -1
}

/** For each token the places in `a` where it stands, as bits. */
function placesOf<Token>(a: ArrayLike<Token>, blocks: number): Map<Token, Int32Array> {
  const places = new Map<Token, Int32Array>()
  for (let index = 0; index < a.length; index++) {
    const token = a[index]
    if (token === undefined) continue
    const bits = places.get(token) ?? new Int32Array(blocks)
    const block = Math.floor(index / BITS)
    bits[block] = (bits[block] ?? 0) | (1 << (index % BITS))
    places.set(token, bits)
  }
  return places
}
