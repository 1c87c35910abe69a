import { expect, test } from 'vitest'
import { boxReader } from './box-values'
import { labelReader, numberReader } from './label-values'
import { preferenceReader } from './preference-values'
import { rankingReader } from './ranking-values'
import type { Row } from './row'
import { textReader } from './text-values'

const json = (value: unknown, more: Record<string, unknown> = {}): Row => ({
  line: 3,
  fields: { value, ...more },
  cells: false,
})
const cell = (value: string, more: Record<string, unknown> = {}): Row => ({
  line: 3,
  fields: { value, ...more },
  cells: true,
})

test('numbers are one value however they are spelled', () => {
  const read = numberReader(undefined)
  const spelled = [json(1), json('1.0'), cell(' 1 '), cell('1e0')].map((row) => read(row, 'value'))
  expect(new Set(spelled)).toEqual(new Set(['1']))
  expect(read(json(-0), 'value')).toBe('0')
  expect(() => read(cell('1,5'), 'value')).toThrow(/“1,5” is no number/)
  expect(() => numberReader(['1', '2'])(json(3), 'value')).toThrow(/not one of the categories 1, 2/)
})

test('labels keep their text', () => {
  expect(labelReader(undefined)(cell(' 1.0'), 'value')).toBe(' 1.0')
})

test('boxes are read from JSON and from cells, labels by their text, an empty list is an answer', () => {
  const box = { label: 'cat', x: 4, y: 8, width: 20, height: 10 }
  const read = boxReader(undefined)
  expect(read(json([box, { ...box, label: 7 }]), 'value')).toEqual([box, { ...box, label: '7' }])
  expect(read(cell(JSON.stringify([{ ...box, label: undefined }])), 'value')).toEqual([
    { x: 4, y: 8, width: 20, height: 10 },
  ])
  expect(read(json([]), 'value')).toEqual([])
})

test.each<[unknown, RegExp]>([
  [{ x: 1 }, /give a list of boxes/],
  [[{ x: 1, y: 1, width: 0, height: 5 }], /box 1 has no area/],
  [[{ x: 1, y: 1, width: 5, height: -5 }], /box 1 has no area/],
  [[{ x: 1, y: 1, width: 5 }], /box 1: height is no number/],
  [[{ x: '1', y: 1, width: 5, height: 5 }], /box 1: x is no number/],
  [[3], /box 1 is no object/],
  [[{ label: 'dog', x: 1, y: 1, width: 5, height: 5 }], /label “dog” is not one of the categories cat/],
])('boxes like %j are refused', (value, sentence) => {
  expect(() => boxReader(['cat'])(json(value), 'value')).toThrow(sentence)
})

test('a broken structure in a cell is refused where it stands', () => {
  expect(() => boxReader(undefined)(cell('[{'), 'value')).toThrow(/line 3, field “value”: this cell is not JSON/)
})

test('a transcript is a text, or a text with segments', () => {
  const timed = { text: 'yes no', segments: [{ start: 0.5, end: 2, text: 'yes', speaker: 'A' }] }
  expect(textReader(json('yes'), 'value')).toEqual({ text: 'yes', segments: null })
  expect(textReader(cell('{laughs} yes'), 'value')).toEqual({ text: '{laughs} yes', segments: null })
  expect(textReader(json(timed), 'value')).toEqual(timed)
  expect(textReader(cell(JSON.stringify(timed)), 'value')).toEqual(timed)
  expect(textReader(json(''), 'value')).toEqual({ text: '', segments: null })
})

test('segments that do not end after they start are refused', () => {
  expect(() => textReader(json({ text: '', segments: [{ start: 2, end: 2 }] }), 'value')).toThrow(
    /segment 1: .*the end after the start/,
  )
  expect(() => textReader(cell('{"text": "x"'), 'value')).toThrow(/not JSON/)
  expect(() => textReader(json(5), 'value')).toThrow(/give a text/)
})

test('a choice is the response, not the side: first and second are turned by shown_first', () => {
  const choiceOf = (value: string, more: Record<string, unknown> = {}) =>
    preferenceReader(json(value, more), 'value')?.choice
  expect(choiceOf('first', { shown_first: 'a' })).toBe('a')
  expect(choiceOf('first', { shown_first: 'b' })).toBe('b')
  expect(choiceOf('second', { shown_first: 'b' })).toBe('a')
  expect(['a', 'b', 'tie', 'both-bad'].map((value) => choiceOf(value, { shown_first: 'b' }))).toEqual([
    'a',
    'b',
    'tie',
    'both-bad',
  ])
  expect(['model_a', 'model_b', 'tie (bothbad)'].map((value) => choiceOf(value))).toEqual(['a', 'b', 'both-bad'])
  expect(() => choiceOf('first')).toThrow(/shown_first/)
  expect(() => choiceOf('left')).toThrow(/“left” is no choice/)
})

test('strength, order and models are read where they stand', () => {
  const row = cell('a', { shown_first: 'b', strength: '2', model_a: 'x', model_b: 'y' })
  expect(preferenceReader(row, 'value')).toEqual({
    choice: 'a',
    shownFirst: 'b',
    strength: 2,
    models: { a: 'x', b: 'y' },
  })
  expect(() => preferenceReader(json('a', { strength: -1 }), 'value')).toThrow(
    /field “strength”: give a number from 0 up/,
  )
  expect(() => preferenceReader(json('a', { shown_first: 'left' }), 'value')).toThrow(/field “shown_first”/)
})

test('rankings are ranks or a list best first, a nested list is a tie', () => {
  expect(rankingReader(json({ r1: 1, r2: 2, r3: 2 }), 'value')).toEqual({ r1: 1, r2: 2, r3: 2 })
  expect(rankingReader(json(['r1', ['r2', 'r3']]), 'value')).toEqual({ r1: 1, r2: 2, r3: 2 })
  expect(rankingReader(cell('["x", "y"]'), 'value')).toEqual({ x: 1, y: 2 })
  expect(() => rankingReader(json(['x', ['y', 'x']]), 'value')).toThrow(/“x” is ranked twice/)
  expect(() => rankingReader(json({ x: 'best' }), 'value')).toThrow(/the rank of “x” is no number/)
  expect(() => rankingReader(json([]), 'value')).toThrow(/no response is ranked/)
})
