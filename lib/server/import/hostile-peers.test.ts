import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, test } from 'vitest'
import { assertSentences, count, hostile, replaced, verdictOn } from './hostile.fixture'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'concord-hostile-'))
  process.env.CONCORD_DATA = folder
})
afterAll(() => rm(folder, { recursive: true }))

const result = (type: string, value: object) => [
  { type, from_name: 'x', to_name: 'y', original_width: 9, original_height: 9, value },
]
const studio = (data: object, results: object[]) => ({
  id: 1,
  data,
  annotations: [{ completed_by: { id: 1, email: 'a@b.c' }, result: results, lead_time: 1, created_at: '2025-01-01' }],
})
const answered = { answer: 'accept', _input_hash: 1, _session_id: 's', _timestamp: 1, meta: { page: 1 } }
const asked = (value: unknown) => ({
  id: 'r',
  prompt: 'Q',
  text: 'T',
  one: '1',
  two: '2',
  three: '3',
  response1: 'A',
  response2: 'B',
  'q.responses': [value],
  'q.responses.users': ['u'],
  'q.responses.status': ['submitted'],
  'q.suggestion': value,
  metadata: {},
})
const peers: [string, string, object][] = [
  [
    'bounding-box',
    'label-studio',
    studio(
      { image: 'a.png' },
      result('rectanglelabels', { x: 1, y: 1, width: 5, height: 5, rectanglelabels: ['cat'] }),
    ),
  ],
  ['sentiment', 'label-studio', studio({ text: 'T' }, result('choices', { choices: ['positive'] }))],
  ['transcription', 'label-studio', studio({ audio: 'a.wav' }, result('textarea', { text: ['Hi'] }))],
  [
    'preference',
    'label-studio',
    studio({ prompt: 'Q', answer1: 'A', answer2: 'B' }, result('pairwise', { selected: 'left' })),
  ],
  [
    'ranking',
    'label-studio',
    studio(
      {
        prompt: 'Q',
        items: [
          { id: 'a', body: 'A' },
          { id: 'b', title: 'B' },
          { id: 'c', html: 'C' },
        ],
      },
      result('ranker', { ranker: ['b', 'a', 'c'] }),
    ),
  ],
  ['sentiment', 'prodigy', { ...answered, text: 'T', options: [{ id: 'a', text: 'A' }], accept: ['a'] }],
  [
    'bounding-box',
    'prodigy',
    {
      ...answered,
      image: 'a.png',
      width: 9,
      height: 9,
      spans: [{ label: 'cat', x: 1, y: 1, width: 5, height: 5, type: 'rect' }],
    },
  ],
  [
    'preference',
    'prodigy',
    {
      ...answered,
      prompt: 'Q',
      options: [
        { id: 1, text: 'A' },
        { id: 2, text: 'B' },
      ],
      accept: [1],
    },
  ],
  ['transcription', 'prodigy', { ...answered, audio: 'a.wav', transcript: 'Hi' }],
  ['sentiment', 'argilla', asked('positive')],
  ['preference', 'argilla', asked('a')],
  [
    'ranking',
    'argilla',
    asked([
      { value: 'one', rank: 1 },
      { value: 'two', rank: 2 },
      { value: 'three', rank: 2 },
    ]),
  ],
]
test.each(peers)(
  '%s from %s: whatever stands in a field',
  async (type, format, row) => {
    for (let at = 0; at < count(row); at += 1) {
      for (const value of hostile) {
        const text = `${JSON.stringify(replaced(row, at, value))}\n`
        assertSentences(await verdictOn(type, format, text))
      }
    }
  },
  60_000,
)
