import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ExportedTask } from '@/lib/core/export/contract'
import { pairFormats } from '@/lib/core/formats/pair-formats'
import { exportedTask } from '@/lib/task-types/exported-task.fixture'
import { exportedText } from '@/lib/task-types/exported-text.fixture'
import { aggregations } from './aggregations'
import { exporters } from './exporters'
import { type Answer, choices, defaultConfig, type Payload } from './schema'

const payload: Payload = {
  prompt: [{ role: 'user', content: 'Canvas or SVG?' }],
  responses: [
    { model: 'large', content: [{ role: 'assistant', content: 'Canvas.' }] },
    { model: 'small', content: [{ role: 'assistant', content: 'SVG.' }] },
  ],
}

function task(answers: Answer[], own: Payload = payload): ExportedTask<Payload, Answer> {
  return exportedTask(aggregations, defaultConfig, {
    id: 'task-1',
    externalId: 'line-1',
    batch: 'First',
    payload: own,
    meta: { domain: 'code' },
    gold: null,
    agreement: answers.length < 2 ? null : 0.5,
    annotations: answers.map((answer, index) => ({
      id: `a-${index}`,
      annotator: `labeler ${index}`,
      answer,
      order: [1, 0],
      timeSpentMs: 1000,
      guidelinesVersion: 1,
      createdAt: '2026-01-02T03:04:05.500Z',
    })),
  })
}

async function exported(format: string, tasks: ExportedTask<Payload, Answer>[], ties: 'drop' | 'keep' = 'drop') {
  const { text, counts } = await exportedText(exporters[format], tasks, defaultConfig, ties)
  const rows: Record<string, unknown>[] = text
    .split('\n')
    .filter((line) => line.startsWith('{"'))
    .map((line) => JSON.parse(line))
  return { rows, counts }
}

const answer: fc.Arbitrary<Answer> = fc
  .record({ choice: fc.constantFrom(...choices), strength: fc.constantFrom<(1 | 2 | 3)[]>(1, 2, 3) })
  .map(({ choice, strength }) => (choice === 'a' || choice === 'b' ? { choice, strength } : { choice }))

const linesAPair = (format: string) => (format === 'nemo-aligner-rm' ? 2 : 1)

describe.each(Object.keys(pairFormats))('%s', (format) => {
  test('ties and split votes never make a pair; every task is one pair or counted once', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(answer, { maxLength: 5 }), { maxLength: 6 }), async (votes) => {
        const { rows, counts } = await exported(
          format,
          votes.map((answers) => task(answers)),
        )
        const decided = votes.filter((answers) => {
          const [a, b] = [
            answers.filter(({ choice }) => choice === 'a'),
            answers.filter(({ choice }) => choice === 'b'),
          ]
          const bad = answers.filter(({ choice }) => choice === 'both-bad')
          return a.length !== b.length && bad.length * 2 <= answers.length
        })
        expect(rows.length).toBe(linesAPair(format) * decided.length)
        expect(counts.pairs ?? 0).toBe(decided.length)
        const leftOut = Object.entries(counts).filter(([what]) => what.startsWith('tasks '))
        expect(leftOut.reduce((sum, [, count]) => sum + count, decided.length)).toBe(votes.length)
        expect(new Set(rows.map((row) => Object.keys(row).join())).size).toBeLessThanOrEqual(1)
        expect(JSON.stringify(rows)).not.toMatch(/NaN|Infinity/)
      }),
    )
  })
})

test('HelpSteer’s sign is the other one: negative says that response 1 is better', async () => {
  const { rows, counts } = await exported('helpsteer', [
    task([{ choice: 'a', strength: 3 }, { choice: 'a', strength: 2, rationale: 'Clearer.' }, { choice: 'tie' }]),
    task([{ choice: 'b', strength: 3 }, { choice: 'b', strength: 2 }, { choice: 'both-bad' }]),
    task([{ choice: 'a' }]),
  ])
  expect(rows.map((row) => row.overall_preference)).toEqual([-2, 2, -1])
  expect(rows[0]).toMatchObject({
    domain: 'code',
    language: null,
    context: payload.prompt,
    response1: 'Canvas.',
    response2: 'SVG.',
    individual_preference: [
      { score: -3, reasoning: null },
      { score: -2, reasoning: 'Clearer.' },
      { score: 0, reasoning: null },
    ],
  })
  expect(counts).toMatchObject({ 'both-bad written as 0': 1, 'votes without a strength written as 1': 1 })
})

test('swapping the two responses turns HelpSteer’s sign and nothing else', async () => {
  const turned = { a: 'b', b: 'a', tie: 'tie', 'both-bad': 'both-bad' } as const
  await fc.assert(
    fc.asyncProperty(fc.array(answer, { minLength: 1, maxLength: 5 }), async (answers) => {
      const swapped = answers.map((given) => ({ ...given, choice: turned[given.choice] }))
      const { rows } = await exported('helpsteer', [task(answers), task(swapped)], 'keep')
      const [one, other] = rows.map((row) => Number(row.overall_preference))
      expect((one ?? Number.NaN) + (other ?? Number.NaN)).toBe(0)
    }),
  )
})

test('the arena gets every judgement, ties and both-bad in its own words', async () => {
  const { rows } = await exported('arena', [task(choices.map((choice) => ({ choice })))])
  expect(rows.map((row) => row.winner)).toEqual(['model_a', 'model_b', 'tie', 'tie (bothbad)'])
  expect(rows[0]).toMatchObject({
    question_id: 'line-1',
    model_a: 'large',
    model_b: 'small',
    judge: 'labeler 0',
    conversation_a: [...payload.prompt, ...payload.responses[0].content],
    turn: 1,
    anony: true,
    tstamp: 1767323045.5,
    shown_first: 'b',
  })
})

test('LLaMA-Factory finds its columns by the file beside the rows', async () => {
  const { text } = await exportedText(exporters['llama-factory'], [], defaultConfig)
  expect(JSON.parse(text)).toMatchObject({ concord_preference: { file_name: 'llama-factory.jsonl', ranking: true } })
})
