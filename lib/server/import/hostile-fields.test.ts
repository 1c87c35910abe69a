import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { AppError } from '@/lib/core/errors'
import { bareChoice, pair, plainConfig, ranked, ranks, tasksOf } from './generated-tasks.fixture'
import { contentOf, type Files, readAs } from './mirror.fixture'
import { exported, mirroredBack } from './round-trip.fixture'
import { all, trips } from './round-trip-cases.fixture'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'concord-hostile-'))
  process.env.CONCORD_DATA = folder
})
afterAll(() => rm(folder, { recursive: true }))

const deep = `${'['.repeat(20_000)}${']'.repeat(20_000)}`
const hostile: unknown[] = [
  null,
  '',
  ' ',
  0,
  -1,
  1e308,
  5e-324,
  '1e999',
  'NaN',
  true,
  [],
  {},
  [[]],
  [null],
  [{}],
  { toString: 1 },
  '{"__proto__": {"polluted": 1}}',
  '{"constructor": {"prototype": {"polluted": 1}}}',
  deep,
  `{"a":${deep}}`,
  '[1,',
  '\u2028',
  '../../etc/passwd',
  'C:\\x',
  '=cmd|1',
  'x'.repeat(50_000),
  Array.from({ length: 5000 }, (_, index) => index),
]

/** Every table or document as it was exported, with one value in it replaced. */
function spoiled(name: string, text: string, at: number, value: unknown): string {
  if (name.endsWith('.json')) return JSON.stringify(replaced(JSON.parse(text), at, value))
  const lines = text.split('\n').filter((line) => line !== '')
  return lines.map((line) => `${JSON.stringify(replaced(JSON.parse(line), at, value))}\n`).join('')
}

/** The object with its `at`-th value, counted through all depths, replaced. */
function replaced(value: unknown, at: number, by: unknown): unknown {
  let seen = -1
  const total = count(value)
  const walk = (part: unknown): unknown => {
    seen += 1
    if (seen === (total === 0 ? 0 : 1 + (at % total))) return by
    if (Array.isArray(part)) return part.map(walk)
    if (typeof part !== 'object' || part === null) return part
    return Object.fromEntries(Object.entries(part).map(([key, inner]) => [key, walk(inner)]))
  }
  return walk(value)
}

function count(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0
  return Object.values(value).reduce((sum: number, inner) => sum + 1 + count(inner), 0)
}

function assertSentences(sentences: readonly string[]) {
  for (const sentence of sentences) {
    expect(sentence).toMatch(/[.!?)]$/)
    expect(sentence).not.toMatch(/undefined|\[object|Error:|Invalid input/)
    expect(sentence.length).toBeLessThan(1000)
  }
}

async function verdictOn(type: string, format: string, files: Files | string): Promise<string[]> {
  try {
    const { lines } = await readAs(type, files, { format })
    return contentOf(lines).filter((content) => typeof content === 'string')
  } catch (error) {
    if (error instanceof AppError) return [error.message]
    throw error
  }
}

const pairFormats = [
  ['trl-preference', 'trl'],
  ['trl-reward', 'trl'],
  ['trl-text', 'trl'],
  ['openai', 'openai'],
  ['hh-rlhf', 'hh-rlhf'],
  ['axolotl', 'axolotl'],
  ['llama-factory', 'llama-factory'],
  ['nemo-aligner', 'nemo-aligner'],
  ['nemo-rl', 'nemo-rl'],
  ['trl-unpaired', 'kto'],
] as const
const tables = [
  ...trips.filter(({ format }) => !['yolo', 'voc', 'kaldi', 'webvtt', 'srt', 'common-voice'].includes(format)),
  ...pairFormats.map(([format, mirror]) => ({
    type: 'preference',
    format,
    mirror,
    config: plainConfig,
    tasks: tasksOf(pair, () => bareChoice, [0, 1]),
  })),
  {
    type: 'ranking',
    format: 'nectar',
    mirror: 'nectar',
    config: {},
    tasks: tasksOf(ranked, ranks, []),
  },
]

describe('whatever stands in a field', () => {
  test.each(tables)('$type as $format: a task comes, or a sentence says what is wrong', async (trip) => {
    const { type, format, mirror, config, tasks } = trip
    await fc.assert(
      fc.asyncProperty(tasks, fc.nat(60), fc.nat(hostile.length - 1), async (given, at, which) => {
        const value = hostile[which]
        const files = await exported(type, format, config, given)
        const changed = Object.fromEntries(
          Object.entries(files).map(([name, text]) => [name, spoiled(name, text, at, value)]),
        )
        assertSentences(await verdictOn(type, mirror, changed))
      }),
      { numRuns: 40 },
    )
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false)
  })

  test.each(tables)('$type as $format: what was read fits the project, or a sentence says why not', async (trip) => {
    const { type, format, mirror, config, tasks } = trip
    await fc.assert(
      fc.asyncProperty(tasks, fc.nat(60), fc.nat(hostile.length - 1), async (given, at, which) => {
        const value = hostile[which]
        const files = await exported(type, format, config, given)
        const changed = Object.fromEntries(
          Object.entries(files).map(([name, text]) => [name, spoiled(name, text, at, value)]),
        )
        try {
          const { lines } = await readAs(type, changed, { format: mirror })
          mirroredBack(type, config, lines, all)
        } catch (error) {
          expect(error).toBeInstanceOf(Error)
          expect(error).not.toBeInstanceOf(RangeError)
          expect(error).not.toBeInstanceOf(TypeError)
        }
      }),
      { numRuns: 20 },
    )
  })

  const layouts = trips.filter(({ format }) =>
    ['yolo', 'voc', 'kaldi', 'webvtt', 'srt', 'common-voice'].includes(format),
  )
  const noise = [
    '',
    '\u0000',
    '-',
    '1e999',
    '-->',
    '<',
    '&#0;',
    '<a>'.repeat(200),
    '\t\t',
    '\n\n',
    '../',
    '\uFEFF',
    '٣',
    'x'.repeat(5000),
  ]
  test.each(layouts)(
    '$type as $format: text that is cut, doubled or garbled gives tasks or sentences',
    async (trip) => {
      const { type, format, mirror, config, tasks, beside } = trip
      const cut = fc.record({ at: fc.nat(400), length: fc.nat(40), noise: fc.nat(noise.length - 1) })
      await fc.assert(
        fc.asyncProperty(tasks, cut, async (given, { at, length, noise: which }) => {
          const files = await exported(type, format, config, given)
          const garbled = Object.entries(files).map(([name, text]): [string, string] => {
            const from = text.length === 0 ? 0 : at % text.length
            return [name, `${text.slice(0, from)}${noise[which]}${text.slice(from + length)}`]
          })
          const media = beside === undefined ? [] : given.map(beside)
          assertSentences(await verdictOn(type, mirror, Object.fromEntries([...garbled, ...media])))
        }),
        { numRuns: 60 },
      )
    },
  )

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
})
