import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { contentOf, readAs } from './mirror.fixture'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'concord-peers-'))
  process.env.CONCORD_DATA = folder
})
afterAll(() => rm(folder, { recursive: true }))

const lines = (...rows: unknown[]) => rows.map((row) => `${JSON.stringify(row)}\n`).join('')
const user = (content: string) => ({ role: 'user', content })
const assistant = (content: string) => ({ role: 'assistant', content })

/** Small files in the layout that each tool documents, in our own words. */
describe('preference pairs', () => {
  const better = 'Boil it for six minutes.'
  const worse = 'Eggs are food.'
  const prompt = 'How long for a soft egg?'
  const asPair = (more: object = {}) => ({
    id: null,
    gold: null,
    meta: {},
    task: {
      prompt: [user(prompt)],
      responses: expect.arrayContaining([{ content: [assistant(better)] }, { content: [assistant(worse)] }]),
    },
    annotations: [['', { choice: expect.stringMatching(/^[ab]$/) }]],
    ...more,
  })
  const layouts: [string, string, object?][] = [
    ['trl', lines({ prompt, chosen: better, rejected: worse })],
    ['trl', lines({ prompt: [user(prompt)], chosen: [assistant(better)], rejected: [assistant(worse)] })],
    ['trl', lines({ chosen: [user(prompt), assistant(better)], rejected: [user(prompt), assistant(worse)] })],
    [
      'trl',
      lines({ prompt, chosen: ` ${better}`, rejected: ` ${worse}`, margin: 2, id: 'p1', source: 'forum' }),
      { id: 'p1', meta: { source: 'forum' }, annotations: [['', { choice: expect.any(String), strength: 2 }]] },
    ],
    ['trl', lines({ prompt, chosen: better, rejected: worse, margin: 0.7 }), { meta: { margin: 0.7 } }],
    [
      'hh-rlhf',
      lines({
        chosen: `\n\nHuman: ${prompt}\n\nAssistant: ${better}`,
        rejected: `\n\nHuman: ${prompt}\n\nAssistant: ${worse}`,
      }),
    ],
    [
      'openai',
      lines({
        input: { messages: [user(prompt)], tools: [], parallel_tool_calls: true },
        preferred_output: [assistant(better)],
        non_preferred_output: [assistant(worse)],
      }),
    ],
    ['axolotl', lines({ messages: [user(prompt)], chosen: assistant(better), rejected: assistant(worse) })],
    ['nemo-aligner', lines({ prompt, chosen_response: better, rejected_response: worse })],
    [
      'llama-factory',
      lines({
        conversations: [{ from: 'human', value: prompt }],
        chosen: { from: 'gpt', value: better },
        rejected: { from: 'gpt', value: worse },
      }),
    ],
    ['kto', lines({ prompt, completion: better, label: true }, { prompt, completion: worse, label: false })],
  ]
  test.each(layouts)('%s comes back as a pair with its winner', async (name, text, more = {}) => {
    const { format, lines: read } = await readAs('preference', text)
    expect(format).toBe(name)
    expect(contentOf(read)).toEqual([asPair(more)])
    const [line] = read
    if (line === undefined || 'problem' in line) throw new Error('no line')
    const { responses } = line.value
    const won = Array.isArray(responses)
      ? responses[JSON.stringify(line.answers).includes('"choice":"a"') ? 0 : 1]
      : null
    expect(won).toEqual({ content: [assistant(better)] })
  })

  test('over many pairs the winner stands first about as often as second', async () => {
    const text = lines(
      ...Array.from({ length: 400 }, (_, i) => ({ prompt: `Question ${i}`, chosen: 'Yes', rejected: 'No' })),
    )
    const { lines: read } = await readAs('preference', text)
    const first = read.filter((line) => JSON.stringify(line).includes('"choice":"a"')).length
    expect(first).toBeGreaterThan(150)
    expect(first).toBeLessThan(250)
    expect((await readAs('preference', text)).lines).toEqual(read)
  })

  test('an arena’s battles of one question are one task; ties and both-bad stay', async () => {
    const battle = (judge: string, winner: string) => ({
      question_id: 'q1',
      model_a: 'm1',
      model_b: 'm2',
      winner,
      judge,
      conversation_a: [user(prompt), assistant(better)],
      conversation_b: [user(prompt), assistant(worse)],
      turn: 1,
      anony: true,
      language: 'English',
      tstamp: 1_700_000_000.25,
    })
    const { format, lines: read } = await readAs(
      'preference',
      lines(battle('j1', 'model_a'), battle('j2', 'tie'), battle('j3', 'tie (bothbad)')),
    )
    expect(format).toBe('arena')
    expect(contentOf(read)).toEqual([
      {
        id: 'q1',
        gold: null,
        meta: { language: 'English' },
        task: {
          prompt: [user(prompt)],
          responses: [
            { model: 'm1', content: [assistant(better)] },
            { model: 'm2', content: [assistant(worse)] },
          ],
        },
        annotations: [
          ['j1', { choice: 'a' }],
          ['j2', { choice: 'tie' }],
          ['j3', { choice: 'both-bad' }],
        ],
      },
    ])
  })

  test('HelpSteer’s negative score is for response 1; every annotator’s score and reason comes', async () => {
    const { format, lines: read } = await readAs(
      'preference',
      lines({
        domain: 'general',
        language: 'english',
        context: [user(prompt)],
        response1: better,
        response2: worse,
        overall_preference: -2,
        individual_preference: [
          { score: -3, reasoning: 'It answers.', feedback1: null },
          { score: 0, reasoning: null },
        ],
      }),
    )
    expect(format).toBe('helpsteer')
    expect(contentOf(read)).toMatchObject([
      {
        meta: { domain: 'general', language: 'english' },
        annotations: [
          ['', { choice: 'a', strength: 3, rationale: 'It answers.' }],
          ['', { choice: 'tie' }],
        ],
      },
    ])
  })

  test('one KTO row alone is refused with the reason, and so are two that are both good', async () => {
    const { lines: read } = await readAs(
      'preference',
      lines(
        { prompt: 'alone', completion: better, label: true },
        { prompt: 'both', completion: better, label: true },
        { prompt: 'both', completion: worse, label: true },
        { prompt: 'bad', completion: better, label: false },
        { prompt: 'bad', completion: worse, label: false },
      ),
    )
    expect(contentOf(read)).toMatchObject([
      expect.stringContaining('one response only'),
      expect.stringContaining('labeled true'),
      { annotations: [['', { choice: 'both-bad' }]] },
    ])
  })

  test('texts without a prompt and broken chats say what to do', async () => {
    const { lines: read } = await readAs(
      'preference',
      lines(
        { chosen: 'a b', rejected: 'a c' },
        { prompt: 'x', chosen: [{ role: 'robot', content: '' }], rejected: [] },
      ),
    )
    expect(contentOf(read)).toEqual([
      expect.stringContaining('Add a column “prompt”'),
      expect.stringContaining('give each turn a role'.replace('give', 'Give')),
    ])
  })
})

describe('rankings', () => {
  test('Nectar’s ranks become places, its order of answers none', async () => {
    const answers = [
      { answer: 'Zebra', model: 'm1', rank: 1 },
      { answer: 'Ape', model: 'm2', rank: 3 },
      { answer: 'Newt', model: 'm3', rank: 3 },
      { answer: 'Moth', model: 'm4', rank: 7 },
    ]
    const { format, lines: read } = await readAs(
      'ranking',
      lines({ prompt: '\n\nHuman: An animal? \n\nAssistant: ', answers }),
    )
    expect(format).toBe('nectar')
    expect(contentOf(read)).toMatchObject([
      {
        task: {
          prompt: 'An animal?',
          responses: [{ content: 'Ape' }, { content: 'Moth' }, { content: 'Newt' }, { content: 'Zebra' }],
        },
        annotations: [['', { ranks: [2, 3, 2, 1] }]],
      },
    ])
  })
})
