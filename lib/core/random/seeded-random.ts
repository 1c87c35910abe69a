/** Pseudo-random numbers that a seed decides wholly, the same on every machine. */
export interface Random {
  /** An integer in [0, 2³²). */
  next(): number
  /** An integer in [0, bound), every one equally likely; 1 ≤ bound ≤ 2³². */
  below(bound: number): number
  /** A number in [0, 1) with 53 random bits. */
  unit(): number
}

const TWO_TO_32 = 0x1_0000_0000

/** sfc32 (Chris Doty-Humphrey, PractRand 2010): 128 bits of state, period at least 2³². The seed is spread over the state by murmur3's finaliser. */
export function seededRandom(seed: number): Random {
  let mix = (seed % TWO_TO_32) ^ Math.floor(seed / TWO_TO_32)
  const spread = (): number => {
    mix = (mix + 0x9e3779b9) | 0
    let word = Math.imul(mix ^ (mix >>> 16), 0x85ebca6b)
    word = Math.imul(word ^ (word >>> 13), 0xc2b2ae35)
    return word ^ (word >>> 16)
  }
  let a = spread()
  let b = spread()
  let c = spread()
  let counter = 1

  const next = (): number => {
    const result = (((a + b) | 0) + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (((c << 21) | (c >>> 11)) + result) | 0
    return result >>> 0
  }
  for (let round = 0; round < 12; round += 1) next()

  return {
    next,
    below(bound) {
      // Numbers past the last whole multiple of the bound would favour small results: draw again.
      const fair = TWO_TO_32 - (TWO_TO_32 % bound)
      let drawn = next()
      while (drawn >= fair) drawn = next()
      return drawn % bound
    },
    unit: () => ((next() >>> 5) * 67_108_864 + (next() >>> 6)) / 9_007_199_254_740_992,
  }
}
