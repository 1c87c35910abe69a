import { mixIn, scattered, textHash } from './text-hash'

const wordsAShingle = 5
const charactersAShingle = [3, 4, 5]

/** Scripts that put no spaces between words. */
const unspaced = /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}\p{sc=Laoo}\p{sc=Khmr}\p{sc=Mymr}\p{sc=Tibt}]/gu
const word = /[\p{L}\p{M}\p{N}]+/gu

/** What two texts may differ in and still be the same one: composition, case, white space. */
export function normalised(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/\s+/gu, ' ').trim()
}

/**
 * Hashes of a text's shingles, as often as they stand: runs of five words, or of three to five characters where most of it is written without
 * spaces. A text shorter than a shingle is one shingle. Broder, On the resemblance and containment of documents, SEQUENCES 1997.
 */
export function shingles(text: string): Uint32Array {
  const plain = normalised(text)
  const written = plain.match(unspaced)?.length ?? 0
  if (written * 2 > plain.length)
    return characterShingles([...plain].filter((character) => /[^\s\p{P}]/u.test(character)))
  return wordShingles(plain.match(word) ?? [plain])
}

function wordShingles(words: readonly string[]): Uint32Array {
  const hashes = words.map((one) => textHash(one, 0))
  const size = Math.min(wordsAShingle, hashes.length)
  const found = new Uint32Array(hashes.length - size + 1)
  for (let start = 0; start < found.length; start += 1) {
    let hash = size
    for (let place = start; place < start + size; place += 1) hash = mixIn(hash, hashes[place] ?? 0)
    found[start] = scattered(hash)
  }
  return found
}

function characterShingles(characters: readonly string[]): Uint32Array {
  const found: number[] = []
  for (const wanted of charactersAShingle) {
    const size = Math.min(wanted, characters.length)
    for (let start = 0; start + size <= characters.length; start += 1) {
      found.push(textHash(characters.slice(start, start + size).join(''), size))
    }
    if (size < wanted) break
  }
  return Uint32Array.from(found)
}
