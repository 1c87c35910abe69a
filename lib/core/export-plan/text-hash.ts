/**
 * MurmurHash3, x86 32-bit variant (Austin Appleby, 2011, public domain), over the UTF-16 code units of a text, two a block.
 * Not for secrets: it scatters, it does not hide.
 */
export function textHash(text: string, seed: number): number {
  let hash = seed
  const even = text.length & ~1
  for (let place = 0; place < even; place += 2) {
    hash = mixIn(hash, text.charCodeAt(place) | (text.charCodeAt(place + 1) << 16))
  }
  if (even < text.length) hash ^= scrambled(text.charCodeAt(even))
  return scattered(hash ^ (text.length * 2))
}

/** One more 32-bit block. */
export function mixIn(hash: number, block: number): number {
  const mixed = hash ^ scrambled(block)
  return Math.imul((mixed << 13) | (mixed >>> 19), 5) + 0xe6546b64
}

/** The finaliser: each bit of the result depends on each bit of the argument. In [0, 2³²). */
export function scattered(value: number): number {
  let hash = value ^ (value >>> 16)
  hash = Math.imul(hash, 0x85ebca6b)
  hash ^= hash >>> 13
  hash = Math.imul(hash, 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}

function scrambled(block: number): number {
  const product = Math.imul(block, 0xcc9e2d51)
  return Math.imul((product << 15) | (product >>> 17), 0x1b873593)
}
