import { describe, expect, test } from 'vitest'
import type { ExportChoices, ExportedTask } from '@/lib/core/export/contract'
import { pairFormats } from '@/lib/core/formats/pair-formats'
import type { PairFormat } from '@/lib/core/formats/preference-pair'
import { exportedTask } from '@/lib/task-types/exported-task.fixture'
import { aggregations } from '../aggregations'
import { exporters } from '../exporters'
import { type Answer, defaultConfig, type Payload } from '../schema'

const payload: Payload = {
  prompt: [{ role: 'user', content: 'Canvas or SVG?' }],
  responses: [
    { model: 'large', content: [{ role: 'assistant', content: 'Canvas.' }] },
    { model: 'small', content: [{ role: 'assistant', content: 'SVG.' }] },
  ],
}

function task(answers: readonly Answer[]): ExportedTask<Payload, Answer> {
  return exportedTask(aggregations, defaultConfig, {
    id: 'task',
    externalId: 'line-1',
    batch: 'Pilot',
    payload,
    meta: {},
    gold: null,
    agreement: null,
    annotations: answers.map((answer, index) => ({
      id: `annotation-${index}`,
      annotator: `labeler ${index}`,
      answer,
      order: [0, 1],
      timeSpentMs: 1,
      guidelinesVersion: 1,
      createdAt: '2026-01-02T03:04:05.000Z',
    })),
  })
}

const split = task([
  { choice: 'a', strength: 1 },
  { choice: 'b', strength: 3 },
])
const bothBad = task([{ choice: 'both-bad' }, { choice: 'both-bad' }])

function exported(format: string, own: ExportedTask<Payload, Answer>, ties: ExportChoices['ties']) {
  const exporter = exporters[format]
  if (exporter === undefined || !('rows' in exporter)) throw new Error(`${format} is no table`)
  const counts: Record<string, number> = {}
  const count = (what: string, by = 1) => {
    counts[what] = (counts[what] ?? 0) + by
  }
  const context = { config: defaultConfig, projectName: '', tally: { count }, choices: { ties }, mediaName: () => '' }
  return { rows: exporter.rows(own, context), counts }
}

describe.each(Object.entries<PairFormat>(pairFormats))('%s', (name, format) => {
  test('a split vote makes no pair where ties are dropped or kept, and is counted', () => {
    for (const ties of ['drop', 'keep'] as const)
      expect(exported(name, split, ties)).toEqual({ rows: [], counts: { 'tasks left out: split votes': 1 } })
  })

  test('asked for in both directions it makes two rows of weight ½, or none where the format has no weight', () => {
    const { rows, counts } = exported(name, split, 'both')
    if (format.exact === true) {
      expect({ rows, counts }).toEqual({ rows: [], counts: { 'tasks left out: split votes': 1 } })
      return
    }
    expect(rows).toMatchObject([
      { id: 'line-1:a', weight: 0.5, margin: 0, models: { chosen: 'large', rejected: 'small' } },
      { id: 'line-1:b', weight: 0.5, margin: 0, models: { chosen: 'small', rejected: 'large' } },
    ])
    expect(counts).toEqual({ 'ties written in both directions': 1, pairs: 2 })
  })

  test('two bad responses are no tie: neither direction is written', () => {
    for (const ties of ['drop', 'keep', 'both'] as const) expect(exported(name, bothBad, ties).rows).toEqual([])
  })
})

test('HelpSteer drops ties where they are dropped, and else writes the mean of what people said', () => {
  const tie = task([{ choice: 'tie' }, { choice: 'both-bad' }])
  expect(exported('helpsteer', split, 'drop')).toEqual({ rows: [], counts: { 'tasks left out: split votes': 1 } })
  expect(exported('helpsteer', tie, 'drop').rows).toEqual([])
  for (const ties of ['keep', 'both'] as const) {
    expect(exported('helpsteer', split, ties).rows).toMatchObject([{ overall_preference: 1 }])
    const { rows, counts } = exported('helpsteer', tie, ties)
    expect(rows).toMatchObject([{ overall_preference: 0 }])
    expect(counts).toMatchObject({ rows: 1, 'ties kept': 1, 'both-bad written as 0': 1 })
  }
})

describe.each(['a', 'both-bad'] as const)('a model that says %s where nobody did', (choice) => {
  const certain = { answer: { choice }, tied: [], method: 'dawid-skene', certainty: 0.9, n: 2 }
  const undecided = { ...task([{ choice: 'tie' }, { choice: 'tie' }]), verdict: certain }

  test.each([...Object.keys(pairFormats), 'trl-reward-bt', 'trl-unpaired'])('makes no row of %s', (format) => {
    for (const ties of ['drop', 'keep'] as const)
      expect(exported(format, undecided, ties)).toEqual({
        rows: [],
        counts: { 'tasks left out: only ties and both-bad': 1 },
      })
  })

  test('makes a tie of HelpSteer', () => {
    expect(exported('helpsteer', undecided, 'drop').rows).toEqual([])
    expect(exported('helpsteer', undecided, 'keep').rows).toMatchObject([{ overall_preference: 0 }])
  })

  test('but what a reviewer said stands without votes', () => {
    const adjudicated = {
      answer: { choice },
      how: 'anew' as const,
      reviewer: 'rea',
      acceptedAnnotation: null,
      note: null,
      decidedAt: '2026-01-02T03:04:05.000Z',
    }
    const { rows } = exported('trl-unpaired', { ...undecided, adjudicated }, 'drop')
    expect(rows.map(({ label }) => label)).toEqual(choice === 'a' ? [true, false] : [false, false])
  })
})

test('a model’s verdict goes before the mean of the scores in HelpSteer', () => {
  const mean = exported('helpsteer', split, 'keep').rows
  expect(mean).toMatchObject([{ overall_preference: 1 }])
  const verdict = {
    answer: { choice: 'a' as const, strength: 1 as const },
    tied: [],
    method: 'mace',
    certainty: 0.9,
    n: 2,
  }
  expect(exported('helpsteer', { ...split, verdict }, 'keep').rows).toMatchObject([
    { overall_preference: -1, method: 'mace', certainty: 0.9 },
  ])
})
