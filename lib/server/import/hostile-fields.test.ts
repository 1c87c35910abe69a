import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { bareChoice, pair, plainConfig, ranked, ranks, tasksOf } from './generated-tasks.fixture'
import { assertSentences, hostile, spoiled, verdictOn } from './hostile.fixture'
import { readAs } from './mirror.fixture'
import { exported, mirroredBack } from './round-trip.fixture'
import { all, trips } from './round-trip-cases.fixture'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'concord-hostile-'))
  process.env.CONCORD_DATA = folder
})
afterAll(() => rm(folder, { recursive: true }))

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
})
