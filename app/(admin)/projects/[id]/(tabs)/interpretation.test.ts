import { describe, expect, test } from 'vitest'
import type { Figure } from '@/lib/core/agreement/figure'
import type { ProjectAgreement } from '@/lib/server/agreement/project-agreement'
import { interpretation } from './interpretation'

const figure: Figure = {
  value: 0.7,
  n_items: 200,
  n_annotators: 6,
  n_pairable: 600,
  ci: null,
  se: null,
  method: 'm',
  note: null,
  reason: null,
  details: {},
}

function said(alpha: Partial<Figure>, more: Partial<ProjectAgreement> = {}): string {
  const agreement: ProjectAgreement = {
    taskType: 'sentiment',
    batchId: null,
    annotations: 600,
    tasks: 200,
    prelabeled: 0,
    excluded: 0,
    staff: { leftOut: false, labelers: 0 },
    figures: { 'krippendorff-alpha': { ...figure, ...alpha } },
    asOf: null,
    note: null,
    perLabeler: null,
    perPair: [],
    confusion: null,
    categories: null,
    position: null,
    belowMark: { mark: 0.7, tasks: 0, settled: 0 },
    disputed: [],
    ...more,
  }
  return interpretation(agreement).join(' ')
}

describe('what the headline is said to mean', () => {
  test('the interval decides, not the value: one that holds a mark leaves the question open', () => {
    expect(said({ value: 0.82, ci: [0.81, 0.9] })).toContain('at or above the .80')
    expect(said({ value: 0.82, ci: [0.7, 0.9] })).toContain('holds the mark .80')
    expect(said({ value: 0.7, ci: [0.6, 0.85] })).toContain('holds the marks 2/3 and .80')
    expect(said({ value: 0.7, ci: [0.67, 0.75] })).toContain('tentative conclusions (2/3) and not for firm ones')
    expect(said({ value: 0.4, ci: [0.3, 0.5] })).toContain('below the 2/3')
  })

  test('few tasks are named', () => {
    expect(said({ n_items: 12 })).toContain('rests on 12 tasks')
    expect(said({ n_items: 200 })).not.toContain('rests on')
  })

  test('where one answer dominates the paradox is named once, with raw agreement and AC1 beside it', () => {
    const figures = {
      'krippendorff-alpha': {
        ...figure,
        value: -0.02,
        note: '“no” is 95 % of the values: alpha is low then even where people mostly agree; read percent-agreement and gwet-ac1 beside it. The interval takes these 2 annotators as given: with fewer than 5 it says nothing about other annotators.',
      },
      'percent-agreement': { ...figure, value: 0.94 },
      'gwet-ac1': { ...figure, value: 0.93 },
    }
    const categories = [
      { category: 'no', n: 95 },
      { category: 'yes', n: 5 },
    ]
    const words = said({}, { figures, categories })
    expect(words).toContain('“no” is 95 % of the answers')
    expect(words).toContain('raw agreement is 94 %, Gwet’s AC1 .93')
    expect(words).not.toContain('of the values')
    expect(words).toContain('takes these 2 annotators as given')
  })

  test('tasks that people started from imported answers are named with their share', () => {
    expect(said({}, { prelabeled: 64 })).toContain('32 % of the tasks (64 of 200) started from imported answers')
  })

  test('an undefined figure says why', () => {
    expect(said({ value: null, reason: 'no-variation', note: 'All compared values are the same.' })).toBe(
      'All compared values are the same.',
    )
  })
})
