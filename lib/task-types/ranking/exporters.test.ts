import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ExportedTask } from '@/lib/core/export/contract'
import { pairFormats } from '@/lib/core/formats/pair-formats'
import { exportedTask } from '@/lib/task-types/exported-task.fixture'
import { exportedText } from '@/lib/task-types/exported-text.fixture'
import { aggregateOf } from './aggregate'
import { aggregations } from './aggregations'
import { exporters } from './exporters'
import { type Answer, defaultConfig, denseRanks, type Payload } from './schema'

const response = (content: string) => ({
  model: `model-${content}`,
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
    agreement: null,
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
  const rows: Record<string, unknown>[] = text
    .split('\n')
    .filter((line) => line.startsWith('{"'))
    .map((line) => JSON.parse(line))
  return { rows, counts }
}

const ranks = fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 3, maxLength: 3 }).map(denseRanks)

const linesAPair = (format: string) => (format === 'nemo-aligner-rm' ? 2 : 1)

describe.each(Object.keys(pairFormats))('%s', (format) => {
  test('a ranking of three makes three pairs less the tied ones, all of one prompt', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(ranks, { minLength: 1, maxLength: 4 }), async (rankings) => {
        const { rows, counts } = await exported(format, [task(rankings)])
        const { meanRanks } = aggregateOf(
          rankings.map((own) => ({ ranks: own })),
          3,
        )
        const tied = [0, 1, 2].filter((index) => meanRanks[index] === meanRanks[(index + 1) % 3]).length
        expect(rows.length).toBe(linesAPair(format) * (3 - tied))
        expect(counts['pairs left out: tied'] ?? 0).toBe(tied)
        const ids = rows.flatMap((row) => (row.ranking_id === undefined ? [] : [row.ranking_id]))
        expect(new Set(ids).size).toBeLessThanOrEqual(1)
        expect(JSON.stringify(rows)).not.toMatch(/NaN|Infinity/)
      }),
    )
  })
})

test('a model that puts one response above another where everybody ranks them equal makes no pair of them', async () => {
  const tied = task([
    [1, 1, 2],
    [1, 1, 2],
  ])
  const verdict = { ...tied.verdict, answer: { ranks: [1, 2, 3] }, method: 'bradley-terry' }
  const { rows, counts } = await exported('trl-preference', [{ ...tied, verdict }])
  expect(rows.map(({ id }) => id)).toEqual(['line-1:1-3', 'line-1:2-3'])
  expect(counts).toMatchObject({ 'pairs left out: tied': 1 })
})

test('full rankings keep ties and what every annotator said', async () => {
  const { rows } = await exported('rankings', [task([[1, 2, 2]])])
  expect(rows).toEqual([
    {
      id: 'line-1',
      prompt: payload.prompt,
      responses: payload.responses.map((own, index) => ({
        ...own,
        rank: index === 0 ? 1 : 2,
        mean_rank: index === 0 ? 1 : 2.5,
      })),
      rankings: [{ annotation_id: 'a-0', annotator: 'labeler 0', ranks: [1, 2, 2], shown_order: [2, 0, 1] }],
      n_annotators: 1,
      pairwise_agreement: null,
      method: 'borda',
      certainty: null,
      adjudicated: false,
      prelabeled: false,
      language: null,
      batch: 'First',
    },
  ])
})

test('Nectar counts 1 as the best; for Axolotl’s loader the highest rank is the best, and a tie at the top is left out', async () => {
  const { rows } = await exported('nectar', [task([[3, 1, 2]])])
  expect(rows[0]?.answers).toEqual([
    { answer: 'two', model: 'model-two', rank: 1 },
    { answer: 'three', model: 'model-three', rank: 2 },
    { answer: 'one', model: 'model-one', rank: 3 },
  ])
  const axolotl = await exported('axolotl-nectar', [task([[3, 1, 2]]), task([[1, 1, 2]])])
  expect(axolotl.rows.map((row) => row.answers)).toEqual([
    [
      { answer: 'two', model: 'model-two', rank: 3 },
      { answer: 'three', model: 'model-three', rank: 2 },
      { answer: 'one', model: 'model-one', rank: 1 },
    ],
  ])
  expect(axolotl.counts).toEqual({ rows: 1, 'tasks left out: the best two are tied': 1 })
})

test('the arena gets every pair of every ranking, ties too', async () => {
  const { rows } = await exported('arena', [task([[1, 2, 2]])])
  expect(rows.map(({ model_a, model_b, winner }) => [model_a, model_b, winner])).toEqual([
    ['model-one', 'model-two', 'model_a'],
    ['model-one', 'model-three', 'model_a'],
    ['model-two', 'model-three', 'tie'],
  ])
  expect(rows.every((row) => row.ranking_id === 'line-1')).toBe(true)
})
