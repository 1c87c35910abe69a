import { expect, test } from 'vitest'
import { splitAtLines, textDifferences } from './text-differences'

const marked = (texts: string[]) =>
  textDifferences(texts).map((parts) => parts.map(({ text, differs }) => (differs ? `[${text}]` : text)).join(''))

test('what every text has stays unmarked, what one lacks is marked', () => {
  expect(marked(['the red cat sat', 'the red hat sat', 'the red cat sat'])).toEqual([
    'the red [cat] sat',
    'the red [hat] sat',
    'the red [cat] sat',
  ])
})

test('no letter is lost or made up', () => {
  const texts = ['ask not what', 'ask what', '', 'asked 中文 not']
  expect(textDifferences(texts).map((parts) => parts.map(({ text }) => text).join(''))).toEqual(texts)
})

test('one text alone has nothing to differ from', () => {
  expect(marked(['hello there'])).toEqual(['hello there'])
})

test('lines come back as lines', () => {
  const [first] = textDifferences(['one two\nthree', 'one two\nfour'])
  expect(splitAtLines(first ?? []).map((line) => line.map(({ text }) => text).join(''))).toEqual(['one two', 'three'])
})
