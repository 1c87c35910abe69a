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

describe('Prodigy', () => {
  const said = (more: object, who: string, answer = 'accept') => ({
    ...more,
    answer,
    _input_hash: 7,
    _task_hash: 9,
    _session_id: `set-${who}`,
    _timestamp: 1_700_000_000,
  })
  const options = [
    { id: 'positive', text: '🙂' },
    { id: 'negative', text: '🙁' },
  ]
  const text = { text: 'So so', options, meta: { page: 3 } }

  test('choices of several sessions are one task, wherever their lines stand; ignored and rejected ones are counted', async () => {
    const other = { ...said({ text: 'Fine', label: 'positive' }, 'ada'), _input_hash: 8 }
    const {
      format,
      lines: read,
      notes,
    } = await readAs(
      'sentiment',
      lines(
        said({ ...text, accept: ['negative'] }, 'ada'),
        other,
        said({ ...text, accept: ['negative', 'positive'] }, 'ben'),
        said({ ...text, accept: [] }, 'cyd', 'ignore'),
        said({ ...text, accept: ['positive'] }, 'dan', 'reject'),
      ),
    )
    expect(format).toBe('prodigy')
    expect(contentOf(read)).toEqual([
      {
        id: '7',
        gold: null,
        meta: { page: 3 },
        task: { text: 'So so' },
        annotations: [
          ['set-ada', { label: 'negative' }],
          ['set-ben', { labels: ['negative', 'positive'] }],
        ],
      },
      { id: '8', gold: null, meta: {}, task: { text: 'Fine' }, annotations: [['set-ada', { label: 'positive' }]] },
    ])
    expect(read[0]).toMatchObject({ answers: { annotations: [{ createdAt: '2023-11-14T22:13:20.000Z' }, {}] } })
    expect(notes).toEqual({ 'ignored answers left out': 1, 'rejected answers left out': 1 })
  })

  test('rectangles become boxes; polygons are counted, a picture inside the line is refused with the remedy', async () => {
    const rect = { label: 'Animal', type: 'rect', x: 10, y: 20, width: 30, height: 40, points: [] }
    const picture = { image: 'set/a.jpg', width: 640, height: 480 }
    const { lines: read, notes } = await readAs(
      'bounding-box',
      lines(
        said({ ...picture, spans: [rect, { label: 'Animal', type: 'polygon', points: [[1, 2]] }] }, 'ada'),
        said({ ...picture, spans: [] }, 'ben'),
        { ...said({ image: 'data:image/png;base64,AAAA' }, 'ada'), _input_hash: 8 },
      ),
    )
    const { type: _, points: __, ...box } = rect
    expect(contentOf(read)).toEqual([
      {
        id: '7',
        gold: null,
        meta: {},
        task: { image: 'set/a.jpg' },
        annotations: [
          ['set-ada', { boxes: [box] }],
          ['set-ben', { boxes: [] }],
        ],
      },
      expect.stringContaining('--remove-base64'),
    ])
    expect(notes).toEqual({ 'spans that are no rectangle left out': 1 })
  })

  test('a choice between two texts is a pair, a transcript an answer', async () => {
    const pair = {
      prompt: 'Q',
      options: [
        { id: 1, text: 'One' },
        { id: 2, text: 'Two' },
      ],
    }
    const read = await readAs(
      'preference',
      lines(said({ ...pair, accept: [2] }, 'ada'), said({ ...pair, accept: [] }, 'ben')),
    )
    expect(contentOf(read.lines)).toMatchObject([
      { task: { prompt: 'Q', responses: ['One', 'Two'] }, annotations: [['set-ada', { choice: 'b' }]] },
    ])
    expect(read.notes).toEqual({ 'answers that choose no one option left out': 1 })
    const three = { ...pair, options: [...pair.options, { id: 3, text: 'Three' }] }
    expect(contentOf((await readAs('preference', lines(said({ ...three, accept: [1] }, 'ada')))).lines)).toEqual([
      expect.stringContaining('two options'),
    ])
    const talk = await readAs('transcription', lines(said({ audio: 'a.wav', transcript: 'Hi' }, 'ada')))
    expect(contentOf(talk.lines)).toMatchObject([
      { task: { audio: 'a.wav' }, annotations: [['set-ada', { text: 'Hi' }]] },
    ])
  })
})

describe('Argilla', () => {
  const asked = (question: string, responses: unknown[], more: object = {}) => ({
    [`${question}.responses`]: responses,
    [`${question}.responses.users`]: responses.map((_, index) => `user-${index}`),
    [`${question}.responses.status`]: responses.map(() => 'submitted'),
    [`${question}.suggestion`]: null,
    ...more,
  })

  test('labels of everyone who submitted; suggestions become pre-labels, further questions are counted', async () => {
    const {
      format,
      lines: read,
      notes,
    } = await readAs(
      'sentiment',
      lines({
        id: 'r1',
        status: 'completed',
        _server_id: 'x',
        text: 'So so',
        'metadata.page': 3,
        ...asked('comment', ['long', 'longer', 'longest']),
        ...asked('label', ['neutral', 'negative', 'positive'], {
          'label.suggestion': 'neutral',
          'label.suggestion.score': 0.9,
          'label.responses.status': ['submitted', 'submitted', 'draft'],
        }),
      }),
    )
    expect(format).toBe('argilla')
    expect(contentOf(read)).toEqual([
      {
        id: 'r1',
        gold: null,
        meta: { page: 3 },
        task: { text: 'So so' },
        annotations: [
          ['user-0', { label: 'neutral' }],
          ['user-1', { label: 'negative' }],
        ],
        prelabel: { label: 'neutral' },
      },
    ])
    expect(notes).toEqual({
      'responses that were not submitted left out': 1,
      'answers to further questions left out': 1,
    })
  })

  test('choices between two responses, by name, by place or by a ranking', async () => {
    const record = { id: 'r', prompt: 'Q', 'response-1': 'One', 'response-2': 'Two' }
    const ranks = (one: number, other: number) => [
      { value: 'response-1', rank: one },
      { value: 'response-2', rank: other },
    ]
    for (const [values, choices] of [
      [
        ['response-2', 'a', 'tie', 'neither'],
        ['b', 'a', 'tie', 'both-bad'],
      ],
      [
        [ranks(2, 1), ranks(1, 1)],
        ['b', 'tie'],
      ],
    ] as const) {
      const { lines: read } = await readAs('preference', lines({ ...record, ...asked('better', [...values]) }))
      expect(contentOf(read)).toMatchObject([
        {
          task: { prompt: 'Q', responses: ['One', 'Two'] },
          annotations: choices.map((choice, index) => [`user-${index}`, { choice }]),
        },
      ])
    }
    const odd = await readAs('preference', lines({ ...record, ...asked('better', ['a', 'whatever']) }))
    expect(contentOf(odd.lines)).toEqual([expect.stringContaining('another question')])
    const nameless = await readAs('preference', lines({ id: 'r', prompt: 'Q', x: '1', ...asked('better', ['a']) }))
    expect(contentOf(nameless.lines)).toEqual([expect.stringContaining('response-1 and response-2')])
  })

  test('rankings of fields, ties too', async () => {
    const record = { id: 'r', prompt: 'Q', one: 'One', two: 'Two', three: 'Three' }
    const given = [
      { value: 'two', rank: 1 },
      { value: 'one', rank: 2 },
      { value: 'three', rank: 2 },
    ]
    const { lines: read } = await readAs('ranking', lines({ ...record, ...asked('order', [given]) }))
    expect(contentOf(read)).toMatchObject([
      { task: { prompt: 'Q', responses: ['One', 'Three', 'Two'] }, annotations: [['user-0', { ranks: [2, 2, 1] }]] },
    ])
  })
})
