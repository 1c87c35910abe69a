import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import fc from 'fast-check'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { readAs } from './mirror.fixture'
import { byAnnotator, exported, type GivenTask, type Kept, mirroredBack } from './round-trip.fixture'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'concord-round-'))
  process.env.CONCORD_DATA = folder
})
afterAll(() => rm(folder, { recursive: true }))

/** Text as people write it: any script, line ends, quotes; no white space around, which subtitles and manifests trim. */
const words = fc
  .array(
    fc.constantFrom(
      'a',
      'Ω',
      '猫',
      '👋',
      'é',
      '"',
      "'",
      '<b>',
      '&amp;',
      ',',
      ';',
      '\\',
      '{',
      '] ',
      ' ',
      '=1+1',
      '--',
      'שלום',
    ),
    {
      minLength: 1,
      maxLength: 8,
    },
  )
  .map((parts) => `x${parts.join('')}x`)
const annotator = fc.constantFrom('ada', 'Ben Ö.', 'cyd@example.org', '员工 7')
const when = fc.integer({ min: 1_000_000_000_000, max: 1_800_000_000_000 }).map((ms) => new Date(ms).toISOString())
const meta = fc.constantFrom<Record<string, unknown>>({}, { source: 'forum', page: 3, tags: ['a', { b: null }] })

function tasksOf<Payload>(
  payload: fc.Arbitrary<Payload>,
  answerTo: (payload: Payload) => fc.Arbitrary<Record<string, unknown>>,
  order: readonly number[],
  most = 3,
): fc.Arbitrary<GivenTask[]> {
  const annotation = (given: Payload) =>
    fc.tuple(annotator, answerTo(given), when, fc.nat(1_000_000)).map(([name, answer, createdAt, timeSpentMs]) => ({
      annotator: name,
      answer,
      createdAt,
      timeSpentMs,
      order: [...order],
    }))
  const annotated = payload.chain((given) =>
    fc
      .tuple(
        fc.option(answerTo(given), { nil: null }),
        meta,
        fc.uniqueArray(annotation(given), { selector: (own) => own.annotator, minLength: 1, maxLength: most }),
      )
      .map(
        ([gold, about, annotations]): GivenTask => ({
          id: '',
          externalId: null,
          payload: given,
          gold,
          meta: about,
          annotations,
        }),
      ),
  )
  return fc
    .array(annotated, { minLength: 1, maxLength: 4 })
    .map((tasks) => tasks.map((task, index) => ({ ...task, id: `task-${index}`, externalId: `line ${index}` })))
}

const turns = (question: string) => [{ role: 'user', content: question }]
const reply = (content: string) => ({ content: [{ role: 'assistant', content }] })
const model = fc.constantFrom('model 1', 'model 2', null)

const pair = fc
  .record({ question: words, one: words, other: words, models: fc.tuple(model, model) })
  .filter(({ one, other }) => one !== other)
  .map(({ question, one, other, models: [a, b] }) => ({
    prompt: turns(question),
    responses: [
      { ...reply(one), model: a },
      { ...reply(`${other}!`), model: b },
    ],
  }))
const judgement = fc.oneof(
  fc.record({ choice: fc.constantFrom('a', 'b'), strength: fc.constantFrom(1, 2, 3), rationale: words }),
  fc.record({ choice: fc.constantFrom('a', 'b'), strength: fc.constantFrom(1, 2, 3) }),
  fc.record({ choice: fc.constantFrom('tie', 'both-bad') }),
)
const pairConfig = { strength: true, tie: true, bothBad: true, rationale: 'optional', aspects: [] }
const plainConfig = { strength: false, tie: true, bothBad: true, rationale: 'off', aspects: [] }
const bareChoice = fc.record({ choice: fc.constantFrom('a', 'b', 'tie', 'both-bad') })

const ranked = fc.uniqueArray(words, { minLength: 3, maxLength: 5 }).map((replies) => ({
  prompt: turns('Which?'),
  responses: replies.map((text, i) => ({ ...reply(text), model: i === 0 ? null : `m${i}` })),
}))
const ranks = ({ responses }: { responses: unknown[] }) =>
  fc
    .array(fc.integer({ min: 1, max: 3 }), { minLength: responses.length, maxLength: responses.length })
    .map((given) => {
      const places = [...new Set(given)].sort((a, b) => a - b)
      return { ranks: given.map((rank) => places.indexOf(rank) + 1) }
    })

const textConfig = { labels: [{ value: 'positive' }, { value: 'größte; "1"' }, { value: 'neutral' }] }
const textPayload = words.map((text) => ({ text }))
const label = () => fc.constantFrom('positive', 'größte; "1"', 'neutral').map((value) => ({ label: value }))

const imageOf = (name: string) => ({
  id: `media-${name}`,
  name,
  sha256: 'x',
  mime: 'image/png',
  width: 641,
  height: 479,
  durationSeconds: null,
})
const picture = fc.constantFrom('a.png', 'set/ö 1.png', '猫.png').map((name) => ({ image: imageOf(name) }))
const hundredths = (least: number, most: number) =>
  fc.integer({ min: least * 100, max: most * 100 }).map((value) => value / 100)
const box = fc.record({
  label: fc.constantFrom('cat', 'a & "b"', '狗'),
  x: hundredths(0, 300),
  y: hundredths(0, 200),
  width: hundredths(1, 300),
  height: hundredths(1, 200),
})
const boxConfig = { labels: ['cat', 'a & "b"', '狗'] }
const boxes = (least: number) => () =>
  fc.array(box, { minLength: least, maxLength: 4 }).map((given) => ({ boxes: given }))

const soundOf = (name: string) => ({
  id: `media-${name}`,
  name,
  sha256: 'x',
  mime: 'audio/wav',
  width: null,
  height: null,
  durationSeconds: 60,
})
const recording = fc
  .constantFrom('talk.wav', 'b-ö.wav')
  .map((name) => ({ audio: soundOf(name), language: 'en', hypothesis: null }))
const speechConfig = { segments: true, speakers: ['Ann', 'Bo & Co'], unit: 'auto' }
const segments = () =>
  fc
    .array(
      fc.record({
        length: fc.integer({ min: 100, max: 9_000 }),
        text: words,
        speaker: fc.constantFrom('Ann', 'Bo & Co', undefined),
      }),
      { minLength: 1, maxLength: 4 },
    )
    .map((given) => {
      let at = 0
      const timed = given.map(({ length, text, speaker }) => {
        const start = at / 1000
        at += length
        return { start, end: at / 1000, text, ...(speaker === undefined ? {} : { speaker }) }
      })
      return { text: timed.map(({ text }) => text).join(' '), segments: timed }
    })

/** Whole recordings, one text each. */
const plainSpeech = { segments: false, speakers: [], unit: 'auto' }
const said = () => words.map((text) => ({ text }))
/** One answer a task, so that the final answer is it. */
const oneOf = <Payload>(
  payload: fc.Arbitrary<Payload>,
  answer: (given: Payload) => fc.Arbitrary<Record<string, unknown>>,
) => tasksOf(payload, answer, [], 1)
/** Names differ, since a folder holds each once. */
const everyName = (tasks: fc.Arbitrary<GivenTask[]>) =>
  tasks.map((given) =>
    given.filter((task, index) => given.findIndex((other) => titleOf(other) === titleOf(task)) === index),
  )
const titleOf = ({ payload }: GivenTask) => JSON.stringify(payload)

interface Trip {
  type: string
  format: string
  /** The mirror that knows the file. */
  mirror: string
  config: unknown
  tasks: fc.Arbitrary<GivenTask[]>
  /** Exactly what comes back; all else is lost. */
  keeps: Kept
  /** A change the format makes to what it keeps. */
  changed?(task: GivenTask): GivenTask
  /** The file that must lie in the zip for a task. */
  beside?(task: GivenTask): [string, Uint8Array]
}

const all: Kept = { id: 'line', meta: true, gold: true, annotator: true, time: true, createdAt: true, order: true }
const nothing: Kept = {
  id: false,
  meta: false,
  gold: false,
  annotator: false,
  time: false,
  createdAt: false,
  order: false,
}

const bothBadIsTie = (task: GivenTask): GivenTask => ({
  ...task,
  payload: withoutModels(task.payload),
  annotations: task.annotations.map((annotation) =>
    annotation.answer.choice === 'both-bad'
      ? { ...annotation, answer: { ...annotation.answer, choice: 'tie' } }
      : annotation,
  ),
})

const withoutSpeakers = (task: GivenTask): GivenTask =>
  JSON.parse(JSON.stringify(task), (key, value: unknown) => (key === 'speaker' ? undefined : value))

const named = z.object({ name: z.string() })
const mediaName = z
  .union([
    z.object({ image: named }).transform(({ image }) => image),
    z.object({ audio: named }).transform(({ audio }) => audio),
  ])
  .transform(({ name }) => name)

/** Ids of Kaldi keep letters and digits, its lines single spaces. */
const asKaldi = (task: GivenTask): GivenTask =>
  JSON.parse(JSON.stringify(task), (key, value: unknown) => {
    if (key === 'speaker') return String(value).replace(/[^\p{L}\p{M}\p{N}]+/gu, '_')
    return key === 'text' ? String(value).replace(/\s+/gu, ' ') : value
  })

const silent = recording.map((payload) => ({ ...payload, language: null }))
const nameOf = ({ payload }: GivenTask) => mediaName.parse(payload)
const sounds = (task: GivenTask): [string, Uint8Array] => [nameOf(task), new Uint8Array()]
const blank = await sharp({ create: { width: 641, height: 479, channels: 3, background: '#000' } })
  .png()
  .toBuffer()
const pictures = (task: GivenTask): [string, Uint8Array] => [`images/train/${nameOf(task)}`, new Uint8Array(blank)]

const trips: Trip[] = [
  {
    type: 'sentiment',
    format: 'raw',
    mirror: 'raw',
    config: textConfig,
    tasks: tasksOf(textPayload, label, []),
    keeps: all,
  },
  {
    type: 'preference',
    format: 'raw',
    mirror: 'raw',
    config: pairConfig,
    tasks: tasksOf(pair, () => judgement, [1, 0]),
    keeps: all,
  },
  { type: 'ranking', format: 'raw', mirror: 'raw', config: {}, tasks: tasksOf(ranked, ranks, []), keeps: all },
  {
    type: 'bounding-box',
    format: 'raw',
    mirror: 'raw',
    config: boxConfig,
    tasks: tasksOf(picture, boxes(0), []),
    keeps: all,
  },
  {
    type: 'transcription',
    format: 'raw',
    mirror: 'raw',
    config: speechConfig,
    tasks: tasksOf(recording, segments, []),
    keeps: all,
  },
  // Aspects and free fields have no column.
  {
    type: 'preference',
    format: 'arena',
    mirror: 'arena',
    config: pairConfig,
    tasks: tasksOf(pair, () => judgement, [1, 0]),
    keeps: { ...nothing, id: 'task', annotator: true, createdAt: true, order: true },
  },
  // Model names have no column, both-bad is 0 like a tie.
  {
    type: 'preference',
    format: 'helpsteer',
    mirror: 'helpsteer',
    config: pairConfig,
    tasks: tasksOf(pair, () => judgement, [1, 0]),
    keeps: { ...nothing, id: 'task', annotator: true },
    changed: bothBadIsTie,
  },
  {
    type: 'ranking',
    format: 'rankings',
    mirror: 'rankings',
    config: {},
    tasks: tasksOf(ranked, ranks, []),
    keeps: { ...nothing, id: 'task', annotator: true },
  },
  {
    type: 'bounding-box',
    format: 'coco',
    mirror: 'coco',
    config: boxConfig,
    tasks: tasksOf(picture, boxes(1), []),
    keeps: { ...nothing, id: 'line', annotator: true },
  },
  {
    type: 'transcription',
    format: 'nemo',
    mirror: 'nemo',
    config: speechConfig,
    // One transcript a recording: the final one, nobody's by name.
    tasks: tasksOf(recording, segments, [], 1),
    keeps: { ...nothing, id: 'task' },
  },
  {
    type: 'bounding-box',
    format: 'yolo',
    mirror: 'yolo',
    config: boxConfig,
    tasks: everyName(oneOf(picture, boxes(0))),
    keeps: nothing,
    beside: pictures,
  },
  {
    type: 'bounding-box',
    format: 'voc',
    mirror: 'voc',
    config: boxConfig,
    tasks: everyName(oneOf(picture, boxes(0))),
    keeps: nothing,
  },
  {
    type: 'bounding-box',
    format: 'boxes',
    mirror: 'boxes',
    config: boxConfig,
    tasks: oneOf(picture, boxes(0)),
    keeps: { ...nothing, id: 'task' },
  },
  {
    type: 'transcription',
    format: 'transcripts',
    mirror: 'audiofolder',
    config: speechConfig,
    tasks: oneOf(recording, segments),
    keeps: { ...nothing, id: 'task' },
  },
  {
    type: 'transcription',
    format: 'audiofolder',
    mirror: 'audiofolder',
    config: plainSpeech,
    tasks: oneOf(recording, said),
    keeps: { ...nothing, id: 'task' },
  },
  {
    type: 'transcription',
    format: 'common-voice',
    mirror: 'common-voice',
    config: plainSpeech,
    tasks: oneOf(recording, said),
    keeps: { ...nothing, id: 'task' },
  },
  // Subtitles have no place for languages.
  {
    type: 'transcription',
    format: 'webvtt',
    mirror: 'webvtt',
    config: speechConfig,
    tasks: everyName(tasksOf(silent, segments, [])),
    keeps: nothing,
    beside: sounds,
  },
  {
    type: 'transcription',
    format: 'srt',
    mirror: 'srt',
    config: speechConfig,
    tasks: everyName(oneOf(silent, segments)),
    keeps: nothing,
    changed: withoutSpeakers,
    beside: sounds,
  },
  {
    type: 'transcription',
    format: 'kaldi',
    mirror: 'kaldi',
    config: { ...speechConfig, speakers: ['Ann', 'Bo & Co', 'Bo_Co'] },
    tasks: everyName(oneOf(silent, segments)),
    keeps: nothing,
    changed: asKaldi,
  },
  {
    type: 'sentiment',
    format: 'labels',
    mirror: 'doccano',
    config: textConfig,
    tasks: oneOf(textPayload, label),
    keeps: { ...nothing, id: 'task' },
  },
]

describe('what is exported and imported again', () => {
  test.each(trips)(
    '$type as $format: comes back but for what the format has no place for',
    async ({ type, format, mirror, config, tasks, keeps, changed, beside }) => {
      await fc.assert(
        fc.asyncProperty(tasks, async (given) => {
          const files = await exported(type, format, config, given)
          const media = beside === undefined ? [] : given.map(beside)
          const read = await readAs(type, { ...files, ...Object.fromEntries(media) })
          expect(read.format).toBe(mirror)
          const expected = given.map((task) => changed?.(task) ?? task)
          expect(inOrder(mirroredBack(type, config, read.lines, keeps))).toEqual(
            inOrder(expected.map((task) => only(task, keeps))),
          )
        }),
        { numRuns: 25 },
      )
    },
  )

  const tables = trips.filter(({ format }) =>
    ['raw', 'arena', 'helpsteer', 'rankings', 'boxes', 'transcripts', 'labels'].includes(format),
  )
  test.each(tables)(
    '$type as $format in CSV: the same',
    async ({ type, format, mirror, config, tasks, keeps, changed }) => {
      await fc.assert(
        fc.asyncProperty(tasks, async (given) => {
          const read = await readAs(type, await exported(type, format, config, given, 'csv'))
          expect(read.format).toBe(mirror)
          const expected = given.map((task) => only(changed?.(task) ?? task, keeps))
          expect(inOrder(mirroredBack(type, config, read.lines, keeps))).toEqual(inOrder(expected))
        }),
        { numRuns: 15 },
      )
    },
  )

  const pairLayouts = [
    ['trl-preference', 'trl', ['prompt', 'chosen', 'rejected']],
    ['trl-reward', 'trl', ['chosen', 'rejected']],
    ['trl-text', 'trl', ['prompt', 'chosen', 'rejected']],
    ['openrlhf', 'trl', ['prompt', 'chosen', 'rejected']],
    ['openai', 'openai', ['input', 'preferred_output', 'non_preferred_output']],
    ['hh-rlhf', 'hh-rlhf', ['chosen', 'rejected']],
    ['axolotl', 'axolotl', ['messages', 'chosen', 'rejected']],
    ['llama-factory', 'llama-factory', ['conversations', 'chosen', 'rejected']],
    ['nemo-aligner', 'nemo-aligner', ['prompt', 'chosen_response', 'rejected_response']],
    ['trl-unpaired', 'kto', ['prompt', 'completion', 'label']],
  ] as const
  test.each(pairLayouts)(
    '%s: the same pairs are exported after an import of the export',
    async (format, mirror, columns) => {
      await fc.assert(
        fc.asyncProperty(
          tasksOf(pair, () => bareChoice, [0, 1]),
          async (given) => {
            const files = await exported('preference', format, plainConfig, given)
            const before = rowsIn(files, columns)
            fc.pre(before.length > 0)
            const read = await readAs('preference', files)
            expect(read.format).toBe(mirror)
            const back = mirroredBack('preference', plainConfig, read.lines, all)
            expect(sorted(rowsIn(await exported('preference', format, plainConfig, back), columns))).toEqual(
              sorted(before),
            )
          },
        ),
        { numRuns: 25 },
      )
    },
  )

  test('nectar: the same places are exported after an import of the export', async () => {
    await fc.assert(
      fc.asyncProperty(tasksOf(ranked, ranks, []), async (given) => {
        const places = (files: Record<string, string>) =>
          rowsIn(files, ['prompt', 'answers']).map((row) => {
            const { prompt, answers }: { prompt: string; answers: object[] } = JSON.parse(row)
            return [prompt, sorted(answers.map((answer) => JSON.stringify(answer)))]
          })
        const files = await exported('ranking', 'nectar', {}, given)
        const read = await readAs('ranking', files)
        const back = mirroredBack('ranking', {}, read.lines, all)
        expect(places(await exported('ranking', 'nectar', {}, back))).toEqual(places(files))
      }),
      { numRuns: 25 },
    )
  })
})

/** Folders list their files by name, and the final boxes of a task come in an order of their own. */
function inOrder(tasks: GivenTask[]): GivenTask[] {
  const key = (task: GivenTask) => JSON.stringify([task.externalId, task.payload])
  const boxesInOrder: GivenTask[] = JSON.parse(JSON.stringify(tasks), (name, value: unknown) =>
    name === 'boxes' && Array.isArray(value)
      ? value.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))
      : value,
  )
  return boxesInOrder.toSorted((a, b) => (key(a) < key(b) ? -1 : 1))
}

function only(task: GivenTask, keeps: Kept): GivenTask {
  const { payload, annotations, ...about } = task
  return {
    id: '',
    externalId: idBack(task, keeps),
    meta: keeps.meta ? about.meta : {},
    gold: keeps.gold ? about.gold : null,
    payload,
    annotations: annotations
      .map(({ annotator: name, answer, timeSpentMs, createdAt, order }) => ({
        annotator: keeps.annotator ? name : '',
        answer,
        timeSpentMs: keeps.time ? timeSpentMs : 0,
        createdAt: keeps.createdAt ? createdAt : '',
        order: keeps.order ? order : [],
      }))
      .sort(byAnnotator),
  }
}

function idBack({ id, externalId }: GivenTask, keeps: Kept): string | null {
  if (keeps.id === 'task') return id
  return keeps.id ? externalId : null
}

function withoutModels(payload: unknown): unknown {
  return JSON.parse(JSON.stringify(payload), (key, value: unknown) => (key === 'model' ? null : value))
}

function rowsIn(files: Record<string, string>, columns: readonly string[]): string[] {
  const [, text = ''] = Object.entries(files).find(([name]) => name.endsWith('.jsonl')) ?? []
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const row: Record<string, unknown> = JSON.parse(line)
      return JSON.stringify(Object.fromEntries(columns.map((column) => [column, row[column]])))
    })
}

function sorted(texts: string[]): string[] {
  return [...texts].sort()
}
