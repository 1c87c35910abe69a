import { describe, expect, test } from 'vitest'
import type { Json } from '@/lib/core/labeler'
import { choose, fromDraft, stateOf } from './chosen-labels'
import { problemWith, renamed, withNewLabel } from './label-set'
import { answerFor, type Config, defaultConfig } from './schema'

const several: Config = { ...defaultConfig, multiple: true }

test('a second choice takes the place of the first, where one label holds', () => {
  expect(choose(choose([], 'positive', defaultConfig), 'negative', defaultConfig)).toEqual(['negative'])
})

test('where several hold, a label goes on and off and the order stays the declared one', () => {
  const both = choose(choose([], 'negative', several), 'positive', several)
  expect(both).toEqual(['positive', 'negative'])
  expect(choose(both, 'positive', several)).toEqual(['negative'])
})

test('nothing chosen is no answer and says what to do', () => {
  expect(stateOf([], defaultConfig)).toEqual({
    draft: null,
    answer: null,
    missing: 'Choose Positive, Neutral or Negative.',
    summary: '',
  })
})

test('an answer comes back from its own draft, and passes the server', () => {
  for (const config of [defaultConfig, several]) {
    const state = stateOf(['neutral'], config)
    expect(fromDraft(state.draft, config)).toEqual(['neutral'])
    expect(answerFor({ text: 'x' }, config).parse(state.answer)).toEqual(state.answer)
  }
})

test('a draft that is not one, or names labels that are gone, begins afresh', () => {
  const drafts: Json[] = [null, 7, 'positive', [], {}, { label: 'gone' }, { labels: 'positive' }]
  for (const draft of drafts) {
    expect(fromDraft(draft, defaultConfig)).toEqual([])
  }
})

describe('label set', () => {
  test('the stored value follows the name until it was set apart', () => {
    expect(renamed({ value: 'good', name: 'Good', color: 'label-1' }, 'Very good').value).toBe('very-good')
    expect(renamed({ value: 'pos', name: 'Good', color: 'label-1' }, 'Very good').value).toBe('pos')
  })

  test('a label without name or with the value of another is refused in words', () => {
    const config = { ...defaultConfig, labels: withNewLabel(defaultConfig.labels) }
    expect(problemWith(config, 3)).toBe('Give the label a name.')
    const twin = { ...config, labels: config.labels.with(3, { value: 'neutral', name: 'Neutral', color: 'label-1' }) }
    expect(problemWith(twin, 3)).toBe('Label 2 is stored as “neutral” already.')
    expect(problemWith(twin, 1)).toBeUndefined()
  })
})
