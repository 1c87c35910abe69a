import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { editDistance } from './edit-distance'
import { normaliseText, tokenise } from './normalise-text'
import { errorRate, similarity } from './text-scores'

/** reference, text, jiwer.wer, jiwer.cer, nltk.edit_distance over words, over characters (jiwer 4.0.0, nltk 3.10.4). */
const oracle: [string, string, number, number, number, number][] = [
  ['the cat sat on the mat', 'the cat sit on mat', 0.3333333333333333, 0.22727272727272727, 2, 5],
  ['Hello, World!', 'hello world', 1, 0.3076923076923077, 2, 4],
  ['a b c d e f g', 'b c x e f g h', 0.42857142857142855, 0.38461538461538464, 3, 5],
  ['こんにちは世界', 'こんばんは世界', 1, 0.2857142857142857, 1, 2],
  ["don't stop — now", 'dont stop now', 0.5, 0.1875, 2, 3],
  ['café au lait', 'cafe au lait', 0.3333333333333333, 0.08333333333333333, 1, 1],
  ['it costs 3.50 dollars', 'it costs 350 dollars please', 0.5, 0.38095238095238093, 2, 8],
  ['one', 'one two three four', 3, 5, 3, 15],
]

/** The same texts through jiwer's ToLowerCase, RemovePunctuation, RemoveMultipleSpaces, Strip: wer, cer. */
const ignoringCaseAndPunctuation: [number, number][] = [
  [0.3333333333333333, 0.22727272727272727],
  [0, 0],
  [0.42857142857142855, 0.38461538461538464],
  [1, 0.2857142857142857],
  [0, 0],
  [0.3333333333333333, 0.08333333333333333],
  [0.25, 0.35],
  [3, 5],
]

describe('edit distance', () => {
  test.each(oracle)('%s → %s equals jiwer and nltk', (reference, text, wer, cer, words, characters) => {
    expect(errorRate(reference, text, 'word')).toBeCloseTo(wer, 12)
    expect(errorRate(reference, text, 'character')).toBeCloseTo(cer, 12)
    expect(editDistance(tokenise(reference, 'word'), tokenise(text, 'word'))).toBe(words)
    expect(editDistance([...reference], [...text])).toBe(characters)
  })

  test('equals jiwer when case and punctuation are passed over', () => {
    for (const [index, [reference, text]] of oracle.entries()) {
      const [wer, cer] = ignoringCaseAndPunctuation[index] ?? []
      expect(errorRate(reference, text, 'word', ['case', 'punctuation'])).toBeCloseTo(wer ?? Number.NaN, 12)
      expect(errorRate(reference, text, 'character', ['case', 'punctuation'])).toBeCloseTo(cer ?? Number.NaN, 12)
    }
  })

  test('gives the textbook values: kitten → sitting 3 (Levenshtein), intention → execution 5 (Jurafsky and Martin, unit costs)', () => {
    expect(editDistance('kitten', 'sitting')).toBe(3)
    expect(editDistance('intention', 'execution')).toBe(5)
  })

  test('is a metric, and no common start or end changes it', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 9 })
    fc.assert(
      fc.property(word, word, word, (a, b, c) => {
        expect(editDistance(a, a)).toBe(0)
        expect(editDistance(a, b)).toBe(editDistance(b, a))
        expect(editDistance(a, c)).toBeLessThanOrEqual(editDistance(a, b) + editDistance(b, c))
        expect(editDistance(`${c}${a}${c}`, `${c}${b}${c}`)).toBe(editDistance(a, b))
        expect(editDistance(a, b)).toBe(byDefinition(a, b))
      }),
    )
  })
})

test('long sequences, past one machine word, count the same edits as the table of Wagner and Fischer', () => {
  const long = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { minLength: 20, maxLength: 140 })
  fc.assert(
    fc.property(long, long, (a, b) => {
      expect(editDistance(a, b)).toBe(byTable(a, b))
    }),
    { numRuns: 60 },
  )
  for (const length of [31, 32, 33, 63, 64, 65]) {
    const same = Array.from({ length }, (_, index) => index % 7)
    expect(editDistance(same, same)).toBe(0)
    expect(editDistance(same, same.slice(1))).toBe(1)
    expect(editDistance(same, [])).toBe(length)
  }
})

function byTable(a: string[], b: string[]): number {
  let row = b.map((_, index) => index + 1)
  for (const [i, token] of a.entries()) {
    const next: number[] = []
    for (const [j, other] of b.entries()) {
      const diagonal = j === 0 ? i : (row[j - 1] ?? 0)
      const left = j === 0 ? i + 1 : (next[j - 1] ?? 0)
      next.push(Math.min(diagonal + (token === other ? 0 : 1), left + 1, (row[j] ?? 0) + 1))
    }
    row = next
  }
  return row.at(-1) ?? a.length
}

/** The recursion of the definition itself. */
function byDefinition(a: string, b: string): number {
  if (a === '' || b === '') return a.length + b.length
  const substituted = byDefinition(a.slice(1), b.slice(1)) + (a[0] === b[0] ? 0 : 1)
  if (a[0] === b[0]) return substituted
  return Math.min(substituted, byDefinition(a.slice(1), b) + 1, byDefinition(a, b.slice(1)) + 1)
}

describe('degenerate texts', () => {
  test('an empty reference counts the insertions; two empty texts are the same', () => {
    expect(errorRate('', 'two words', 'word')).toBe(2)
    expect(errorRate('', '', 'word')).toBe(0)
    expect(similarity('', '', 'word')).toBe(1)
    expect(similarity(' \n', '', 'character')).toBe(1)
    expect(similarity('', 'word', 'word')).toBe(0)
  })
})

describe('normalisation', () => {
  test('composes first, so that two ways to type é are one', () => {
    expect(similarity('caf\u0065\u0301', 'caf\u00e9', 'character')).toBe(1)
    expect(normaliseText('e\u0301')).toBe('\u00e9')
  })

  test('words are runs between any Unicode white space; characters keep inner white space as it stands', () => {
    expect(tokenise('\u00a0one\ttwo\nthree\u3000four\u0085five ', 'word')).toEqual([
      'one',
      'two',
      'three',
      'four',
      'five',
    ])
    expect(tokenise('\n a\t b \u00a0', 'character')).toEqual(['a', '\t', ' ', 'b'])
    // U+FEFF is no white space in Unicode, though JavaScript's \s and trim take it for one.
    expect(tokenise('\ufeffa', 'character')).toEqual(['\ufeff', 'a'])
  })

  test('characters are code points, not halves of surrogate pairs', () => {
    expect(tokenise('a😀', 'character')).toEqual(['a', '😀'])
  })

  test('punctuation goes with nothing in its place and its white space becomes one; symbols and case stay', () => {
    expect(normaliseText('Well -- $5\t«now»?', ['punctuation'])).toBe('Well $5 now')
    expect(normaliseText('ÎLE de\u00a0France', ['case'])).toBe('île de france')
  })

  test('ignoring spaces drops them from characters and leaves words alone', () => {
    expect(tokenise(' a b\tc ', 'character', ['spaces'])).toEqual(['a', 'b', 'c'])
    expect(tokenise(' a b\tc ', 'word', ['spaces'])).toEqual(['a', 'b', 'c'])
  })
})

test('similarity is symmetric, 1 on itself, within [0, 1]', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'b', ' ', '\t', 'é', '.', '世'), maxLength: 20 })
  const unit = fc.constantFrom<('word' | 'character')[]>('word', 'character')
  fc.assert(
    fc.property(text, text, unit, (a, b, by) => {
      expect(similarity(a, a, by)).toBe(1)
      expect(similarity(a, b, by)).toBe(similarity(b, a, by))
      expect(similarity(a, b, by)).toBeGreaterThanOrEqual(0)
      expect(similarity(a, b, by)).toBeLessThanOrEqual(1)
    }),
  )
})
