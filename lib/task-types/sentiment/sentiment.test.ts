import { describe, expect, test } from 'vitest'
import type { ExportedTask } from '@/lib/core/export/contract'
import { exportedTask } from '@/lib/task-types/exported-task.fixture'
import { exportedText } from '@/lib/task-types/exported-text.fixture'
import { aggregations } from './aggregations'
import { jaccardDistance, masiDistance, sentimentDistance } from './distance'
import { exporters } from './exporters'
import {
  type Answer,
  answerFor,
  type Config,
  configSchema,
  defaultConfig,
  goldFor,
  lineSchema,
  type Payload,
} from './schema'

const payload: Payload = { text: 'What a waste of time!' }
const several: Config = { ...defaultConfig, multiple: true }

function task(id: string, answers: Answer[], config: Config = defaultConfig): ExportedTask<Payload, Answer> {
  return exportedTask(aggregations, config, {
    id,
    externalId: `line-${id}`,
    batch: 'First',
    payload,
    meta: {},
    gold: null,
    agreement: answers.length < 2 ? null : 0.5,
    annotations: answers.map((answer, index) => ({
      id: `${id}-${index}`,
      annotator: `labeler ${index}`,
      answer,
      order: [],
      timeSpentMs: 1000,
      guidelinesVersion: 1,
      createdAt: '2026-01-02T03:04:05.000Z',
    })),
  })
}

function exported(format: string, tasks: ExportedTask<Payload, Answer>[], config: Config = defaultConfig) {
  return exportedText(exporters[format], tasks, config)
}

describe('labels', () => {
  test('a label that is not of the project is refused by a sentence that names those that are', () => {
    const result = answerFor(payload, defaultConfig).safeParse({ label: 'neg' })
    expect(result.error?.issues[0]?.message).toBe(
      '“neg” is not a label of this project. Use positive, neutral or negative.',
    )
  })

  test('several labels are kept once each and in their declared order', () => {
    const parsed = answerFor(payload, several).parse({ labels: ['negative', 'positive', 'negative'] })
    expect(parsed).toEqual({ labels: ['positive', 'negative'] })
  })

  test('one label asked, several given, or none at all, is refused', () => {
    expect(answerFor(payload, defaultConfig).safeParse({ labels: ['positive'] }).success).toBe(false)
    expect(answerFor(payload, several).safeParse({ labels: [] }).success).toBe(false)
  })

  test('a gold label serves where several may be chosen too', () => {
    expect(goldFor(payload, several).parse({ label: 'neutral' })).toEqual({ labels: ['neutral'] })
    expect(goldFor(payload, defaultConfig).parse({ label: 'neutral' })).toEqual({ label: 'neutral' })
  })

  test('labels may be given by their values alone', () => {
    expect(configSchema.parse({ labels: ['bad', 'good'] })).toEqual({
      labels: [
        { value: 'bad', name: 'bad', color: 'label-1' },
        { value: 'good', name: 'good', color: 'label-2' },
      ],
      scale: 'nominal',
      multiple: false,
      question: '',
    })
    expect(configSchema.safeParse({ labels: ['bad', 'bad'] }).success).toBe(false)
  })

  test('a text of white space alone is no task', () => {
    expect(lineSchema.safeParse({ text: ' \n\u00a0' }).success).toBe(false)
  })
})

describe('distance', () => {
  test('on a scale, neighbours are nearer than the ends', () => {
    const scale: Config = { ...defaultConfig, scale: 'ordinal' }
    expect(sentimentDistance({ label: 'positive' }, { label: 'neutral' }, scale)).toBe(0.5)
    expect(sentimentDistance({ label: 'positive' }, { label: 'negative' }, scale)).toBe(1)
    expect(sentimentDistance({ label: 'positive' }, { label: 'neutral' }, defaultConfig)).toBe(1)
  })

  test('of sets: shared labels bring two answers together', () => {
    // nltk 3.9: jaccard_distance and masi_distance of these sets; masi there weighs 0.67 and 0.33.
    expect(jaccardDistance(['a', 'b'], ['b', 'c'])).toBeCloseTo(2 / 3, 12)
    expect(masiDistance(['a', 'b'], ['b', 'c'])).toBeCloseTo(8 / 9, 12)
    expect(masiDistance(['a'], ['a', 'b'])).toBeCloseTo(2 / 3, 12)
    expect(masiDistance(['a'], ['b'])).toBe(1)
    expect(masiDistance(['a', 'b'], ['b', 'a'])).toBe(0)
  })
})

describe('export', () => {
  const three: Answer[] = [{ label: 'positive' }, { label: 'positive' }, { label: 'negative' }]

  test('the label is the one most annotators gave, with votes, n and agreement', async () => {
    const { text } = await exported('labels', [task('1', three)])
    expect(JSON.parse(text)).toEqual({
      id: 'line-1',
      text: payload.text,
      label: 'positive',
      tied: [],
      weight: 1,
      agreement: 2 / 3,
      votes: { positive: 2, neutral: 0, negative: 1 },
      n_annotators: 3,
      pairwise_agreement: 0.5,
      method: 'majority',
      certainty: null,
      adjudicated: false,
      prelabeled: false,
      language: null,
      batch: 'First',
    })
  })

  test('a tied vote is left out, or kept without a label, or written out by share, as the person exporting chose', async () => {
    const tie = [task('1', three.slice(1))]
    expect(await exported('labels', tie)).toEqual({ text: '', counts: { 'tasks left out: tied votes': 1 } })
    const kept = await exportedText(exporters.labels, tie, defaultConfig, 'keep')
    expect(JSON.parse(kept.text)).toMatchObject({ label: null, tied: ['negative', 'positive'], agreement: null })
    const both = await exportedText(exporters.labels, tie, defaultConfig, 'both')
    const rows = both.text
      .trim()
      .split('\n')
      .map((row) => JSON.parse(row))
    expect(rows.map(({ label, weight }) => [label, weight])).toEqual([
      ['negative', 0.5],
      ['positive', 0.5],
    ])
  })

  test('a task without answers gives no row', async () => {
    expect(await exported('labels', [task('1', [])])).toEqual({ text: '', counts: { 'tasks without answers': 1 } })
  })

  test('of several labels those that more than half named are kept', async () => {
    const answers = [{ labels: ['positive'] }, { labels: ['positive', 'neutral'] }, { labels: ['negative'] }]
    const { text } = await exported('labels', [task('1', answers, several)], several)
    expect(JSON.parse(text)).toMatchObject({ labels: ['positive'], agreement: 1 / 3 })
  })
})
