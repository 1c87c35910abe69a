import type { TextUnit } from '@/lib/core/text/normalise-text'
import { similarity } from '@/lib/core/text/text-scores'
import type { Answer, Config } from './schema'

/** Scripts that write words without spaces between them. */
const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/gu
const letters = /\p{L}/gu

/** Edits between the two texts over the length of the longer one (Levenshtein 1966), by words or characters. In [0, 1]; both empty: 0. */
export function transcriptDistance(a: Answer, b: Answer, config: Config): number {
  return 1 - similarity(a.text, b.text, unitOf([a.text, b.text], config))
}

/** The unit that the config names, or the one that fits most letters of the texts. */
export function unitOf(texts: readonly string[], config: Config): TextUnit {
  if (config.unit !== 'auto') return config.unit
  const all = texts.reduce((sum, text) => sum + count(text, letters), 0)
  const without = texts.reduce((sum, text) => sum + count(text, unspaced), 0)
  return without * 2 > all ? 'character' : 'word'
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0
}
