import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ExportedTask } from '@/lib/core/export/contract'
import { exportedTask } from '@/lib/task-types/exported-task.fixture'
import { exportedText } from '@/lib/task-types/exported-text.fixture'
import { ranking } from '.'
import { aggregateOf } from './aggregate'
import { aggregations } from './aggregations'
import { rankingDistance } from './distance'
import { exporters } from './exporters'
import { type Answer, answerFor, defaultConfig, denseRanks, goldFor, lineSchema, type Payload } from './schema'
import { rankingSummary } from './summary'

const response = (content: string) => ({
  model: `model of ${content}`,
  content: [{ role: 'assistant' as const, content }],
})
const payload: Payload = {
  prompt: [{ role: 'user', content: 'How do habits form?' }],
  responses: ['one', 'two', 'three'].map(response),
}

function task(rankings: number[][], own: Payload = payload): ExportedTask<Payload, Answer> {
  return exportedTask(aggregations, defaultConfig, {
    id: 'task-1',
    externalId: 'line-1',
    batch: 'First',
    payload: own,
    meta: {},
    gold: null,
    agreement: rankings.length < 2 ? null : 0.5,
    annotations: rankings.map((ranks, index) => ({
      id: `a-${index}`,
      annotator: `labeler ${index}`,
      answer: { ranks },
      order: [2, 0, 1],
      timeSpentMs: 1000,
      guidelinesVersion: 1,
      createdAt: '2026-01-02T03:04:05.000Z',
    })),
  })
}

async function exported(format: string, tasks: ExportedTask<Payload, Answer>[]) {
  const { text, counts } = await exportedText(exporters[format], tasks, defaultConfig)
  const lines = text.split('\n').slice(0, -1)
  const rows: Record<string, unknown>[] = lines.map((line) => JSON.parse(line))
  return { rows, counts }
}

const ranksOfThree = fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 3, maxLength: 3 }).map(denseRanks)

test('whatever the models are called, no labeler sees it', () => {
  fc.assert(
    fc.property(fc.uuid(), (model) => {
      const named = { ...payload, responses: payload.responses.map((response) => ({ ...response, model })) }
      expect(JSON.stringify(ranking.view(named))).not.toContain(model)
    }),
  )
})

describe('answer', () => {
  test('competition ranks and gaps are closed', () => {
    expect(answerFor(payload, defaultConfig).parse({ ranks: [3, 1, 3] })).toEqual({ ranks: [2, 1, 2] })
    expect(goldFor(payload, defaultConfig).parse([1, 2, 3])).toEqual({ ranks: [1, 2, 3] })
  })

  test('a ranking that leaves a response out is refused', () => {
    for (const ranks of [
      [1, 2],
      [1, 2, 3, 4],
      [0, 1, 2],
      [1, 2, 9],
      [1, 2, null],
      [1.5, 2, 3],
    ]) {
      expect(answerFor(payload, defaultConfig).safeParse({ ranks }).success, String(ranks)).toBe(false)
    }
  })

  test('ties are refused where the project does not allow them', () => {
    expect(answerFor(payload, { ties: false }).safeParse({ ranks: [1, 1, 2] }).success).toBe(false)
    expect(answerFor(payload, { ties: false }).safeParse({ ranks: [3, 1, 2] }).success).toBe(true)
  })

  test('three to ten responses make a task', () => {
    const line = (n: number) => ({
      prompt: 'a',
      responses: Array.from({ length: n }, (_, index) => `response ${index}`),
    })
    expect([2, 3, 10, 11].map((n) => lineSchema.safeParse(line(n)).success)).toEqual([false, true, true, false])
  })

  test('is told as an order', () => {
    expect(rankingSummary({ ranks: [2, 1, 3, 2] })).toBe('2 › 1 = 4 › 3')
  })
})

test('reversed orders are a distance of 1 apart, a tie of one is half a disagreement', () => {
  expect(rankingDistance({ ranks: [1, 2, 3] }, { ranks: [3, 2, 1] })).toBe(1)
  expect(rankingDistance({ ranks: [1, 2, 3] }, { ranks: [1, 2, 2] })).toBeCloseTo(0.5 / 3, 12)
})

test('the common order goes by mean rank, equal means share a place', () => {
  const answers = [{ ranks: [1, 2, 3] }, { ranks: [2, 1, 3] }]
  expect(aggregateOf(answers, 3)).toEqual({ meanRanks: [1.5, 1.5, 3], groups: [[0, 1], [2]] })
})

describe('export', () => {
  test('every pair that the common order implies becomes a row, under one ranking_id', async () => {
    const { rows } = await exported('trl-preference', [
      task([
        [2, 1, 3],
        [2, 1, 3],
        [1, 2, 3],
      ]),
    ])
    expect(rows.map(({ id, ranking_id, n_chosen, n_rejected }) => ({ id, ranking_id, n_chosen, n_rejected }))).toEqual([
      { id: 'line-1:2-1', ranking_id: 'line-1', n_chosen: 2, n_rejected: 1 },
      { id: 'line-1:2-3', ranking_id: 'line-1', n_chosen: 3, n_rejected: 0 },
      { id: 'line-1:1-3', ranking_id: 'line-1', n_chosen: 3, n_rejected: 0 },
    ])
    expect(rows[0]).toMatchObject({
      prompt: payload.prompt,
      chosen: payload.responses[1]?.content,
      rejected: payload.responses[0]?.content,
      n_annotators: 3,
      agreement: 2 / 3,
      models: { chosen: 'model of two', rejected: 'model of one' },
    })
  })

  test('tied and identical responses never make a pair; rows and left out are all the pairs', async () => {
    const twins: Payload = { ...payload, responses: [response('one'), response('one'), response('three')] }
    await fc.assert(
      fc.asyncProperty(
        fc.array(ranksOfThree, { minLength: 1, maxLength: 5 }),
        fc.constantFrom(payload, twins),
        async (rankings, own) => {
          const { rows, counts } = await exported('trl-preference', [task(rankings, own)])
          const left = (counts['pairs left out: tied'] ?? 0) + (counts['pairs left out: identical responses'] ?? 0)
          expect(rows.length + left).toBe(3)
          for (const row of rows) {
            expect(row.chosen).not.toEqual(row.rejected)
            expect(Number(row.rank_chosen)).toBeLessThan(Number(row.rank_rejected))
            expect(Number(row.n_chosen) + Number(row.n_rejected) + Number(row.n_tie)).toBe(rankings.length)
          }
        },
      ),
    )
  })

  test('for KTO the best is true, the worst false, those between and a full tie are left out', async () => {
    const { rows, counts } = await exported('trl-unpaired', [task([[2, 1, 3]]), task([[1, 1, 1]])])
    expect(rows.map(({ completion, label }) => [completion, label])).toEqual([
      [payload.responses[1]?.content, true],
      [payload.responses[2]?.content, false],
    ])
    expect(counts).toMatchObject({
      'tasks left out: all responses tied': 1,
      'responses between best and worst left out': 1,
    })
  })
})
