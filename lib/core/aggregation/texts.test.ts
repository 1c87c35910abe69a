import { expect, test } from 'vitest'
import { medoid } from './medoid'
import { oracle, unitsOf } from './oracle.fixture'
import { rover } from './rover'

const names = ['p', 'q', 'r', 's']

const texts = unitsOf(...oracle.texts.map((own) => Object.fromEntries(own.map((text, a) => [names[a] ?? '', text]))))

test('the medoid’s scores are the mean word similarities that jiwer’s edits give', () => {
  const { items } = medoid(texts)
  for (const [item, said] of oracle['word similarity jiwer'].entries()) {
    const own = Object.values(items[item + 1]?.scores ?? {})
    for (const [a, score] of said.entries()) expect(own[a]).toBeCloseTo(score, 12)
    const best = Math.max(...said)
    expect(items[item + 1]?.annotators).toEqual(names.filter((_, a) => Math.abs((said[a] ?? 0) - best) < 1e-12))
  }
})

test('tied annotators are all named, the text is the first’s', () => {
  expect(medoid(unitsOf({ q: 'so it goes', p: 'so it goes', z: 'so what' })).items[1]).toEqual({
    value: 'so it goes',
    annotators: ['p', 'q'],
    scores: { p: (1 + 1 / 3) / 2, q: (1 + 1 / 3) / 2, z: 1 / 3 },
  })
})

test('one annotator: their text, without a score; none: no text, and why', () => {
  expect(medoid(unitsOf({ p: 'alone' })).items[1]).toEqual({ value: 'alone', annotators: ['p'], scores: { p: null } })
  expect(medoid(unitsOf<string>({}))).toEqual({
    method: 'medoid',
    reason: 'no-votes',
    note: null,
    items: { 1: { value: null, annotators: [], scores: {} } },
  })
  expect(rover(unitsOf({ p: 'alone' })).items[1]?.value).toBe('alone')
  expect(rover(unitsOf<string>({})).items[1]?.value).toBeNull()
})

test('ROVER votes what crowd-kit votes where no vote is tied', () => {
  const { items } = rover(texts)
  for (const [item, text] of oracle['rover crowd-kit'].entries()) {
    // The last text has tied votes, which crowd-kit gives to the longer word.
    if (item < 5) expect(items[item + 1]?.value).toBe(text)
  }
})

test('ROVER by hand: the majority in every slot, a gap among the candidates (Fiscus 1997, section 2)', () => {
  // Slots: a · [big|big|gap] · [cat|bat|cat] · sat
  expect(rover(unitsOf({ p: 'a big cat sat', q: 'a big bat sat', r: 'a cat sat' })).items[1]?.value).toBe(
    'a big cat sat',
  )
  expect(rover(unitsOf({ p: 'a cat', q: 'a very cat', r: 'a cat' })).items[1]?.value).toBe('a cat')
  expect(rover(unitsOf({ p: 'uh', q: '', r: '' })).items[1]?.value).toBe('')
})

test('ROVER ties go to the earliest in the order of annotators, whatever the order of lines', () => {
  expect(rover(unitsOf({ b: 'dog', a: 'cat' })).items[1]?.value).toBe('cat')
  expect(rover(unitsOf({ a: 'dog', b: 'cat' })).items[1]?.value).toBe('dog')
})

test('words that differ in composition only are one word', () => {
  expect(medoid(unitsOf({ p: 'cafe\u0301', q: 'caf\u00e9' })).items[1]?.scores).toEqual({ p: 1, q: 1 })
})
