import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ExportedTask } from '@/lib/core/export/contract'
import { exportedTask } from '@/lib/task-types/exported-task.fixture'
import { exportedText } from '@/lib/task-types/exported-text.fixture'
import { preference } from '.'
import { aggregations } from './aggregations'
import { exporters } from './exporters'
import {
  type Answer,
  answerFor,
  type Config,
  choices,
  defaultConfig,
  goldFor,
  lineSchema,
  type Payload,
} from './schema'
import { preferenceSummary } from './summary'

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
    meta: {},
    gold: null,
    agreement: answers.length < 2 ? null : 0.5,
    annotations: answers.map((answer, index) => ({
      id: `a-${index}`,
      annotator: `labeler ${index}`,
      answer,
      order: [1, 0],
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

const answer: fc.Arbitrary<Answer> = fc
  .record({ choice: fc.constantFrom(...choices), strength: fc.constantFrom<(1 | 2 | 3)[]>(1, 2, 3) })
  .map(({ choice, strength }) => (choice === 'a' || choice === 'b' ? { choice, strength } : { choice }))

describe('import line', () => {
  test('texts stand for one user turn and one assistant turn', () => {
    const line = {
      prompt: 'Canvas or SVG?',
      responses: [
        { model: 'large', content: 'Canvas.' },
        { model: 'small', content: 'SVG.' },
      ],
    }
    expect(lineSchema.parse(line)).toEqual(payload)
    expect(lineSchema.parse({ prompt: 'Canvas or SVG?', responses: ['Canvas.', 'SVG.'] }).responses[0].model).toBeNull()
  })

  test('a fault is named with its place and its remedy', () => {
    const faults: [unknown, string][] = [
      [{ prompt: 'a', responses: ['b'] }, 'Give exactly two responses.'],
      [{ prompt: 'a', responses: ['b', 'c', 'd'] }, 'Give exactly two responses.'],
      [{ prompt: [], responses: ['b', 'c'] }, 'The prompt is empty. Give at least one turn.'],
      [
        { prompt: [{ role: 'human', content: 'a' }], responses: ['b', 'c'] },
        '“human” is not a role. Use system, user, assistant or tool.',
      ],
      [
        { prompt: 'a', responses: ['b', [{ role: 'user', content: 'c' }]] },
        'A response begins and ends with the assistant. Move what comes before it to the prompt.',
      ],
      [
        { prompt: [{ role: 'assistant', content: '', tool_calls: [{}] }], responses: ['b', 'c'] },
        'A turn with "tool_calls" cannot be shown. Write the call into its content.',
      ],
    ]
    for (const [line, message] of faults) expect(lineSchema.safeParse(line).error?.issues[0]?.message).toBe(message)
  })
})

test('whatever the models are called, no labeler sees it', () => {
  fc.assert(
    fc.property(fc.uuid(), (model) => {
      const named = { ...payload, responses: payload.responses.map((response) => ({ ...response, model })) }
      expect(JSON.stringify(preference.view(named))).not.toContain(model)
    }),
  )
})

describe('answer', () => {
  const parse = (given: unknown, config: Partial<Config> = {}) =>
    answerFor(payload, { ...defaultConfig, ...config }).safeParse(given)

  test('what the project does not ask for is refused, what it asks for must be there', () => {
    expect(parse({ choice: 'a', strength: 2 }).success).toBe(true)
    expect(parse({ choice: 'a' }).success).toBe(false)
    expect(parse({ choice: 'a' }, { strength: false }).success).toBe(true)
    expect(parse({ choice: 'a', strength: 1 }, { strength: false }).success).toBe(false)
    expect(parse({ choice: 'tie', strength: 1 }).success).toBe(false)
    expect(parse({ choice: 'tie' }, { tie: false }).error?.issues[0]?.message).toBe(
      '“tie” is not offered in this project. Use a, b or both-bad.',
    )
    expect(parse({ choice: 'both-bad' }, { bothBad: false }).success).toBe(false)
    expect(parse({ choice: 'tie', rationale: ' ' }, { rationale: 'required' }).success).toBe(false)
    expect(parse({ choice: 'tie', rationale: 'x' }, { rationale: 'off' }).success).toBe(false)
    expect(parse({ choice: 'tie', aspects: { Kind: 'a' } }, { aspects: ['Helpful'] }).success).toBe(false)
    expect(parse({ choice: 'left' }).success).toBe(false)
  })

  test('equal answers become equal text', () => {
    const config = { ...defaultConfig, aspects: ['Helpful', 'Honest'] }
    const one = answerFor(payload, config).parse({
      aspects: { Honest: 'tie', Helpful: 'a' },
      rationale: ' so ',
      strength: 1,
      choice: 'a',
    })
    const other = answerFor(payload, config).parse({
      choice: 'a',
      strength: 1,
      rationale: 'so',
      aspects: { Helpful: 'a', Honest: 'tie' },
    })
    expect(JSON.stringify(one)).toBe(JSON.stringify(other))
  })

  test('a gold answer may do without strength', () => {
    expect(goldFor(payload, defaultConfig).parse({ choice: 'b' })).toEqual({ choice: 'b' })
  })

  test('is told in words', () => {
    expect(preferenceSummary({ choice: 'a', strength: 3 })).toBe('A, far better')
    expect(preferenceSummary({ choice: 'both-bad' })).toBe('Both bad')
  })
})

describe('export', () => {
  test('a pair is chosen by more than half of the votes for a or b, with its counts', async () => {
    const { rows } = await exported('trl-preference', [
      task([
        { choice: 'b', strength: 3 },
        { choice: 'b', strength: 2 },
        { choice: 'a', strength: 1 },
        { choice: 'tie' },
      ]),
    ])
    expect(rows).toEqual([
      {
        id: 'line-1',
        prompt: payload.prompt,
        chosen: payload.responses[1].content,
        rejected: payload.responses[0].content,
        n_a: 1,
        n_b: 2,
        n_tie: 1,
        n_both_bad: 0,
        agreement: 0.5,
        weight: 2 / 3,
        margin: 1,
        margin_bradley_terry: Math.log(2.5 / 1.5),
        models: { chosen: 'small', rejected: 'large' },
        n_annotators: 4,
        pairwise_agreement: 0.5,
        method: 'majority',
        certainty: null,
        adjudicated: false,
        prelabeled: false,
        language: null,
        batch: 'First',
      },
    ])
  })

  test('ties, split votes and identical responses never make a pair', async () => {
    const same: Payload = {
      ...payload,
      responses: [payload.responses[0], { model: 'small', content: payload.responses[0].content }],
    }
    const { rows, counts } = await exported('trl-preference', [
      task([{ choice: 'tie' }, { choice: 'tie' }]),
      task([
        { choice: 'a', strength: 3 },
        { choice: 'b', strength: 1 },
      ]),
      task([{ choice: 'a', strength: 3 }], same),
      task([]),
    ])
    expect(rows).toEqual([])
    expect(counts).toEqual({
      'tasks left out: only ties and both-bad': 1,
      'tasks left out: split votes': 1,
      'tasks left out: identical responses': 1,
      'tasks without answers': 1,
    })
  })

  test('whatever was answered, the chosen response has more votes than the rejected, and every task is a row or counted', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(answer, { maxLength: 7 }), async (answers) => {
        const { rows, counts } = await exported('trl-preference', [task(answers)])
        const votes = {
          a: answers.filter(({ choice }) => choice === 'a').length,
          b: answers.filter(({ choice }) => choice === 'b').length,
        }
        const bad = answers.filter(({ choice }) => choice === 'both-bad').length * 2 > answers.length
        expect(rows.length).toBe(bad || votes.a === votes.b ? 0 : 1)
        expect(rows.length + Object.entries(counts).filter(([what]) => what.startsWith('tasks')).length).toBe(1)
        for (const row of rows) {
          const better = votes.a > votes.b ? 0 : 1
          expect(row.chosen).toEqual(payload.responses[better]?.content)
          expect(row.rejected).toEqual(payload.responses[1 - better]?.content)
          expect(row.margin).toBeGreaterThanOrEqual(0)
          expect(row.margin).toBeLessThanOrEqual(3)
        }
      }),
    )
  })

  test('for KTO the preferred is true and the other false; where most call both bad, both are false', async () => {
    const decided = await exported('trl-unpaired', [task([{ choice: 'a', strength: 1 }])])
    expect(decided.rows.map(({ completion, label }) => [completion, label])).toEqual([
      [payload.responses[0].content, true],
      [payload.responses[1].content, false],
    ])
    const bad = await exported('trl-unpaired', [
      task([{ choice: 'both-bad' }, { choice: 'both-bad' }, { choice: 'a', strength: 1 }]),
    ])
    expect(bad.rows.map(({ label }) => label)).toEqual([false, false])
    expect((await exported('trl-unpaired', [task([{ choice: 'tie' }])])).rows).toEqual([])
  })
})
