import fc from 'fast-check'
import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { readXml } from '@/lib/core/import-formats/read-xml'
import { taskTypes } from '@/lib/task-types/registry'
import {
  boxConfig,
  boxes,
  judgement,
  label,
  pair,
  pairConfig,
  picture,
  ranked,
  ranks,
  recording,
  segments,
  speechConfig,
  tasksOf,
  textConfig,
  textPayload,
} from './generated-tasks.fixture'
import { readAs } from './mirror.fixture'
import { exported, exportedRows, type GivenTask } from './round-trip.fixture'

/** What people may write; NUL and lone surrogates never come in. */
const awkward = [
  '=HYPERLINK("http://x")',
  '\t-1',
  '＝1',
  "'=1",
  '\u202Eevil\u202C',
  'e\u0301\u0323',
  '👩‍👩‍👧',
  '𝒳',
  '\u2028\u2029\u0085',
  'a\r\nb\rc',
  'a\tb',
  '</text>&amp;<b>',
  '00:01.000 --> 00:02.000',
  '\n\nHuman: x\n\nAssistant: y',
  '../../x',
  'שלום',
  '\uFFFE\uFEFF',
  '{"a":1}',
  'null',
] as const
const names = ['../../etc/passwd', 'C:\\x\\con', '=cmd', '猫'.repeat(110), '.', 'a/b', 'A/B', '\u202Ex', ' '] as const

const types: Record<string, { config: unknown; tasks: fc.Arbitrary<GivenTask[]> }> = {
  sentiment: { config: textConfig, tasks: tasksOf(textPayload, label, []) },
  preference: { config: pairConfig, tasks: tasksOf(pair, () => judgement, [1, 0]) },
  ranking: { config: {}, tasks: tasksOf(ranked, ranks, []) },
  'bounding-box': { config: boxConfig, tasks: tasksOf(picture, boxes(0), []) },
  transcription: { config: speechConfig, tasks: tasksOf(recording, segments, []) },
}

const said = new Set(['content', 'text', 'rationale', 'model'])

/** The tasks with awkward words and names in every place where people choose them. */
function awkwardly(given: GivenTask[], pick: (of: readonly string[]) => string): GivenTask[] {
  const changed: GivenTask[] = JSON.parse(JSON.stringify(given), (key, value: unknown) => {
    if (typeof value !== 'string') return value
    if (said.has(key)) return `${pick(awkward)}${value}${pick(awkward)}`
    return key === 'name' ? `${pick(names)}/${value}` : value
  })
  return changed.map((task) => ({
    ...task,
    externalId: `${pick(names)}${task.externalId}`,
    meta: { [pick(awkward)]: pick(awkward), domain: pick(awkward) },
    annotations: task.annotations.map((annotation) => ({
      ...annotation,
      annotator: `${pick(names)}${annotation.annotator}`,
    })),
  }))
}

const awkwardTasks = (tasks: fc.Arbitrary<GivenTask[]>) =>
  fc
    .tuple(tasks, fc.infiniteStream(fc.nat(1000)))
    .map(([given, numbers]) => awkwardly(given, (of) => of[(numbers.next().value ?? 0) % of.length] ?? ''))

/** Every format of every type. */
const cases = Object.entries(taskTypes).flatMap(([type, { exporters }]) =>
  Object.keys(exporters).map((format): [string, string] => [type, format]),
)

/** Text without ids, two lines a pair: told so in the guide. */
const notReadBack = new Set(['nemo-aligner-rm'])

const media = z.union([
  z.object({ image: z.object({ name: z.string() }) }).transform(({ image }) => `images/train/${image.name}`),
  z.object({ audio: z.object({ name: z.string() }) }).transform(({ audio }) => audio.name),
  z.unknown().transform(() => 'nothing.png'),
])
const dot = await sharp({ create: { width: 641, height: 479, channels: 3, background: '#000' } })
  .png()
  .toBuffer()
const mediaOf = ({ payload }: GivenTask): [string, Uint8Array] => [media.parse(payload), new Uint8Array(dot)]

function valuesIn(value: unknown): unknown[] {
  if (typeof value !== 'object' || value === null) return [value]
  return Object.values(value).flatMap(valuesIn)
}

function assertReadable(name: string, text: string): void {
  expect(name).not.toMatch(/^\/|\\|[\p{Cc}:*?"<>|]/u)
  for (const part of name.split('/')) {
    expect(part).not.toMatch(/^\.{0,2}$/)
    expect(Buffer.byteLength(part)).toBeLessThan(256)
  }
  expect(text).not.toMatch(/\b(NaN|Infinity|undefined)\b|[\uD800-\uDFFF]/u)
  if (name.endsWith('.json')) JSON.parse(text)
  if (name.endsWith('.jsonl')) for (const line of text.split('\n').slice(0, -1)) JSON.parse(line)
  if (name.endsWith('.xml')) readXml(text)
}

describe.each(cases)('%s as %s', (type, format) => {
  const { config, tasks } = types[type] ?? { config: {}, tasks: fc.constant([]) }

  test('whatever people wrote: the files can be read, no name leaves the folder, no number is none', async () => {
    await fc.assert(
      fc.asyncProperty(awkwardTasks(tasks), async (given) => {
        const files = await exported(type, format, config, given)
        const folded = Object.keys(files).map((name) => name.normalize('NFC').toLowerCase())
        expect(new Set(folded).size).toBe(folded.length)
        for (const [name, text] of Object.entries(files)) assertReadable(name, text)
      }),
      { numRuns: 20 },
    )
  })

  test('its rows have the columns it declares, and every number is one', async () => {
    await fc.assert(
      fc.property(awkwardTasks(tasks), (given) => {
        const table = exportedRows(type, format, config, given)
        if (table === null) return
        for (const row of table.rows) {
          expect(Object.keys(row)).toEqual(table.columns)
          for (const value of valuesIn(row)) {
            expect(value).not.toBeUndefined()
            if (typeof value === 'number') expect(Number.isFinite(value)).toBe(true)
          }
        }
      }),
      { numRuns: 20 },
    )
  })

  test('as CSV no cell begins a formula, and every cell comes back as it was', async () => {
    await fc.assert(
      fc.asyncProperty(awkwardTasks(tasks), async (given) => {
        const table = exportedRows(type, format, config, given)
        if (table === null || table.rows.length === 0) return
        const files = await exported(type, format, config, given, 'csv')
        const { lines } = await readAs(type, Object.values(files)[0] ?? '', {
          contentType: 'text/csv',
          format: 'tasks',
        })
        expect(lines).toHaveLength(table.rows.length)
        for (const [index, line] of lines.entries()) {
          if (!('value' in line) || line.asText === null) throw new Error(JSON.stringify(line))
          const { asText } = line
          for (const [column, value] of Object.entries(table.rows[index] ?? {})) {
            if (value === null || value === '') expect(asText[column]).toBeUndefined()
            else expect(asText[column]).toBe(typeof value === 'object' ? JSON.stringify(value) : String(value))
          }
        }
      }),
      { numRuns: 10 },
    )
  })

  test('its files are known again when they are imported', async () => {
    const [sample = []] = fc.sample(tasks, { numRuns: 1, seed: 7 })
    // One task a file: folders of subtitles name their files by the recording.
    const shown = ({ payload }: GivenTask) => JSON.stringify(payload)
    const given = sample.filter((task, index) => sample.findIndex((other) => shown(other) === shown(task)) === index)
    const files = await exported(type, format, config, given)
    const pictures = Object.fromEntries(given.map(mediaOf))
    // Pairs and battles of a ranking are tasks of a project of preferences.
    const asked =
      type === 'ranking' && !['raw', 'rankings', 'nectar', 'axolotl-nectar'].includes(format) ? 'preference' : type
    const { format: known, lines } = await readAs(asked, { ...files, ...pictures })
    if (notReadBack.has(format)) expect(known).toBe('tasks')
    else expect(known).not.toBe('tasks')
    // Several responses may be the best or the worst of a ranking; a pair has one of each.
    const mayHaveMore = type === 'ranking' && format === 'trl-unpaired'
    if (!notReadBack.has(format) && !mayHaveMore) expect(lines.filter((line) => 'problem' in line)).toEqual([])
  })
})
