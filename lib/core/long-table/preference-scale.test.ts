import { expect, test } from 'vitest'
import { type PreferenceScale, scaleVotes } from './preference-scale'
import type { Choice } from './preference-values'

const keep: PreferenceScale = { bothBad: 'keep', ties: 'keep', scale: 'choice', level: undefined }
const said: [Choice, number | null][] = [
  ['a', 2],
  ['b', 1],
  ['tie', null],
  ['both-bad', null],
]

function labels(scale: Partial<PreferenceScale>) {
  const ratings = said.map(([choice, strength], place) => ({
    annotator: String(place),
    value: { choice, strength, shownFirst: null, models: null },
  }))
  const { units, level, categories, policy } = scaleVotes([{ item: 'x', ratings }], { ...keep, ...scale })
  return { labels: units[0]?.ratings.map(({ value }) => value), level, categories, policy }
}

test('skip, tie and both-bad are three things until the policies say otherwise', () => {
  expect(labels({})).toMatchObject({
    labels: ['a', 'b', 'tie', 'both-bad'],
    level: 'nominal',
    policy: 'ties kept, both-bad kept',
  })
  expect(labels({ bothBad: 'tie' }).labels).toEqual(['a', 'b', 'tie', 'tie'])
  expect(labels({ bothBad: 'drop' }).labels).toEqual(['a', 'b', 'tie'])
  expect(labels({ ties: 'drop' }).labels).toEqual(['a', 'b', 'both-bad'])
})

test('decisive only drops ties and both-bad', () => {
  expect(labels({ bothBad: 'drop', ties: 'drop' })).toMatchObject({
    labels: ['a', 'b'],
    policy: 'ties dropped, both-bad dropped',
  })
})

test('ordinal is a < tie < b with both-bad as tie', () => {
  expect(labels({ level: 'ordinal' })).toMatchObject({
    labels: ['a', 'b', 'tie', 'tie'],
    categories: ['a', 'tie', 'b'],
  })
})

test('signed strength is above 0 for a, below for b and 0 for no preference, at level interval', () => {
  expect(labels({ scale: 'strength' })).toMatchObject({ labels: ['2', '-1', '0', '0'], level: 'interval' })
})

test('levels and strengths that do not exist are refused', () => {
  expect(() => labels({ level: 'interval' })).toThrow(/--scale strength/)
  expect(() => labels({ level: 'ratio', scale: 'strength' })).toThrow(/no ratio level/)
  const vote = { choice: 'a' as const, strength: null, shownFirst: null, models: null }
  const units = [{ item: 'x', ratings: [{ annotator: 'ann', value: vote }] }]
  expect(() => scaleVotes(units, { ...keep, scale: 'strength' })).toThrow(/item “x”, annotator “ann”, field “strength”/)
})
