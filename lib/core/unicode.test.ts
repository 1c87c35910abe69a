import { expect, test } from 'vitest'
import { assertStorableJson, assertStorableText } from './unicode'

test.each(['a\u0000b', 'a\ud800', '\udc00b', '\ud800\ud800\udc00'])('%j is refused, naming the field', (text) => {
  expect(() => assertStorableText(text, 'note')).toThrow(/^note holds/)
  expect(() => assertStorableJson({ deep: [{ text }] }, 'draft')).toThrow(/^draft holds/)
  expect(() => assertStorableJson({ [text]: 1 }, 'draft')).toThrow(/^draft holds/)
})

test.each(['', 'plain', '👩‍👩‍👧', 'می‌خواهم', '\u2028', '𝒳 𠮷'])('%j is kept', (text) => {
  expect(() => assertStorableText(text, 'note')).not.toThrow()
  expect(() => assertStorableJson([text, { [text]: text }], 'draft')).not.toThrow()
})

test('ten thousand levels of nesting are refused, not a stack overflow', () => {
  const deep: unknown = JSON.parse('['.repeat(10_000) + ']'.repeat(10_000))
  expect(() => assertStorableJson(deep, 'draft')).toThrow('64 levels')
})

test('a number that JSON read as infinity is refused', () => {
  expect(() => assertStorableJson(JSON.parse('{"a":1e400}'), 'draft')).toThrow('too large')
})
