import { shingles } from './shingles'
import { scattered } from './text-hash'

/** 16 bands of 8 rows: pairs with a resemblance of 0.7 meet in some band with probability 0.61, of 0.8 with 0.95, of 0.9 with 0.9999. */
export const bands = 16
const rowsABand = 8
const permutations = bands * rowsABand
const bitsARow = 4
/** That two rows agree by chance alone. */
const chance = 1 / 2 ** bitsARow

const factors = Uint32Array.from({ length: permutations }, (_, row) => scattered(2 * row + 1) | 1)
const offsets = Uint32Array.from({ length: permutations }, (_, row) => scattered(2 * row + 2))
const smallest = new Uint32Array(permutations)

/**
 * MinHash of a text, written to `bands` words of `into` from `at`: of each of 128 permutations' minima the low 4 bits, 8 of them a word, so that
 * a word is a band and a text takes 64 bytes. Broder 1997; b-bit: Li and König, b-Bit minwise hashing, WWW 2010. No seed but the
 * constants above: the same text has the same signature everywhere.
 */
export function writeSignature(text: string, into: Uint32Array, at: number): void {
  smallest.fill(0xffffffff)
  const hashes = shingles(text)
  for (let row = 0; row < permutations; row += 1) {
    const factor = factors[row] ?? 1
    const offset = offsets[row] ?? 0
    let least = 0xffffffff
    for (let place = 0; place < hashes.length; place += 1) {
      const value = (Math.imul(hashes[place] ?? 0, factor) + offset) >>> 0
      if (value < least) least = value
    }
    smallest[row] = least
  }
  for (let band = 0; band < bands; band += 1) {
    let packed = 0
    for (let row = 0; row < rowsABand; row += 1) {
      const low = scattered(smallest[band * rowsABand + row] ?? 0) & (2 ** bitsARow - 1)
      packed |= low << (row * bitsARow)
    }
    into[at + band] = packed >>> 0
  }
}

/** Estimated Jaccard resemblance of two signatures at `a` and `b` of `signatures`; standard error 0.04 around 0.8. Below 0 where less agrees than chance would. */
export function resemblance(signatures: Uint32Array, a: number, b: number): number {
  let differing = 0
  for (let band = 0; band < bands; band += 1) {
    let bits = (signatures[a + band] ?? 0) ^ (signatures[b + band] ?? 0)
    bits |= bits >>> 1
    bits |= bits >>> 2
    bits &= 0x11111111
    // The sum of the eight marks, gathered in the highest four bits.
    differing += Math.imul(bits, 0x11111111) >>> 28
  }
  return (1 - differing / permutations - chance) / (1 - chance)
}
