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

/** Small files in the layout that each tool documents, in our own words. */
describe('texts', () => {
  test('doccano’s lists of labels, one label and our CSV', async () => {
    const many = await readAs(
      'sentiment',
      lines({ id: 7, text: 'So so', label: ['neutral', 'negative'], Comments: [] }),
    )
    expect(many.format).toBe('doccano')
    expect(contentOf(many.lines)).toMatchObject([
      { id: '7', task: { text: 'So so' }, annotations: [['', { labels: ['neutral', 'negative'] }]] },
    ])
    const old = await readAs(
      'sentiment',
      lines({ text: 'Fine', labels: ['positive'], annotator: 'ada', meta: { page: 3 } }),
    )
    expect(contentOf(old.lines)).toMatchObject([{ meta: { page: 3 }, annotations: [['ada', { label: 'positive' }]] }])
    const spans = await readAs('sentiment', lines({ text: 'Ada', label: [[0, 3, 'PER']] }))
    expect(contentOf(spans.lines)).toEqual([expect.stringContaining('mark spans')])
    const csv = await readAs('sentiment', 'text,label\r\n"Well, yes",positive\r\n', { contentType: 'text/csv' })
    expect(contentOf(csv.lines)).toMatchObject([
      { task: { text: 'Well, yes' }, annotations: [['', { label: 'positive' }]] },
    ])
  })

  test('Label Studio’s choices come with people, times and predictions', async () => {
    const choice = (value: string) => [
      { type: 'choices', from_name: 'sentiment', to_name: 'text', value: { choices: [value] } },
    ]
    const tasks = [
      {
        id: 3,
        data: { text: 'I liked it', url: 'https://example.org/3' },
        annotations: [
          {
            id: 1,
            completed_by: { id: 4, email: 'ada@example.org' },
            result: choice('positive'),
            lead_time: 2.5,
            created_at: '2025-02-03T04:05:06Z',
            was_cancelled: false,
          },
          { id: 2, completed_by: 5, result: choice('neutral') },
          { id: 9, completed_by: 6, result: [], was_cancelled: true },
        ],
        predictions: [{ model_version: 'v1', result: choice('negative') }],
      },
    ]
    const {
      format,
      lines: read,
      notes,
    } = await readAs('sentiment', JSON.stringify(tasks), { contentType: 'application/json' })
    expect(format).toBe('label-studio')
    expect(contentOf(read)).toEqual([
      {
        id: '3',
        gold: null,
        meta: { url: 'https://example.org/3' },
        task: { text: 'I liked it' },
        annotations: [
          ['ada@example.org', { label: 'positive' }],
          ['5', { label: 'neutral' }],
        ],
        prelabel: { label: 'negative' },
      },
    ])
    expect(read[0]).toMatchObject({
      answers: { annotations: [{ createdAt: '2025-02-03T04:05:06.000Z', timeSpentMs: 2500 }, {}] },
    })
    expect(notes).toEqual({ 'skipped annotations left out': 1 })
  })

  test('Label Studio’s pairs', async () => {
    const result = [{ type: 'pairwise', from_name: 'pw', to_name: 'answer1,answer2', value: { selected: 'right' } }]
    const tasks = [
      { id: 1, data: { prompt: 'Q', answer1: 'One', answer2: 'Two' }, annotations: [{ completed_by: 1, result }] },
    ]
    const { lines: read } = await readAs('preference', JSON.stringify(tasks), { contentType: 'application/json' })
    expect(contentOf(read)).toMatchObject([
      { task: { prompt: 'Q', responses: ['One', 'Two'] }, annotations: [['1', { choice: 'b' }]] },
    ])
  })
})

test('Label Studio’s rankings, in the older and the newer words; buckets and halves are counted', async () => {
  const items = ['blog', 'mdn', 'wiki'].map((id, index) => ({ id, title: `Answer ${index}`, body: `Body of ${id}` }))
  const ranked = (completed_by: number, ranker: unknown) => ({
    completed_by,
    result: [{ type: 'ranker', from_name: 'rank', to_name: 'results', value: { ranker } }],
  })
  const annotations = [
    ranked(1, ['mdn', 'wiki', 'blog']),
    ranked(2, { rank: ['blog', 'wiki', 'mdn'] }),
    ranked(3, { best: ['mdn'], worst: ['blog', 'wiki'] }),
    ranked(4, ['mdn', 'blog']),
    ranked(5, ['mdn', 'mdn', 'blog']),
    { completed_by: 6, result: [] },
  ]
  const tasks = [{ id: 1, data: { prompt: 'Which?', items, topic: 'js' }, annotations }]
  const {
    format,
    lines: read,
    notes,
  } = await readAs('ranking', JSON.stringify(tasks), { contentType: 'application/json' })
  expect(format).toBe('label-studio')
  expect(contentOf(read)).toEqual([
    {
      id: '1',
      gold: null,
      meta: { topic: 'js', items: items.map(({ id, title }) => ({ id, title })) },
      task: { prompt: 'Which?', responses: items.map(({ body }) => ({ content: body })) },
      annotations: [
        ['1', { ranks: [3, 1, 2] }],
        ['2', { ranks: [1, 3, 2] }],
      ],
    },
  ])
  expect(notes).toEqual({
    'rankings in buckets left out': 1,
    'rankings that do not name each item once left out': 2,
    'annotations without a ranking left out': 1,
  })
  const none = JSON.stringify([{ id: 1, data: { prompt: 'Which?', items: [{ title: 'x' }] }, annotations: [] }])
  expect(contentOf((await readAs('ranking', none, { contentType: 'application/json' })).lines)).toEqual([
    expect.stringContaining('list of items'),
  ])
})

test('our archive brings what a reviewer settled as a free field', async () => {
  const row = {
    task_id: 't',
    id: 'line 1',
    payload: { text: 'So so' },
    annotation_id: 'a',
    annotator: 'ada',
    answer: { label: 'neutral' },
    meta: { page: 3 },
    verdict: { label: 'negative' },
  }
  const adjudication = { how: 'anew', reviewer: 'rea', note: 'Sarcasm.' }
  const kept = { page: 3, adjudication: { verdict: { label: 'negative' }, ...adjudication } }
  const { format, lines: read } = await readAs('sentiment', lines({ ...row, adjudication }))
  expect(format).toBe('raw')
  expect(contentOf(read)).toMatchObject([{ meta: kept, annotations: [['ada', { label: 'neutral' }]] }])
  const unsettled = await readAs('sentiment', lines({ ...row, adjudication: null }))
  expect(contentOf(unsettled.lines)[0]).toMatchObject({ meta: { page: 3 } })
  expect(JSON.stringify(contentOf(unsettled.lines))).not.toContain('adjudication')
})

test('a type’s own lines are taken as they always were, and a format that is named wins over what a file looks like', async () => {
  const own = lines({ text: 'plain' })
  expect((await readAs('sentiment', own)).format).toBe('tasks')
  const labeled = lines({ text: 'plain', label: 'positive' })
  const named = await readAs('sentiment', labeled, { format: 'tasks' })
  expect(named.format).toBe('tasks')
  expect(named.lines).toMatchObject([{ value: { text: 'plain', label: 'positive' } }])
  await expect(readAs('sentiment', own, { format: 'coco' })).rejects.toThrow(
    /no tasks of this project’s type\. Choose one of tasks, .*doccano/,
  )
  await expect(readAs('sentiment', own, { format: 'nope' })).rejects.toMatchObject({ code: 'bad-input' })
})
