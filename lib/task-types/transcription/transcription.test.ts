import { describe, expect, test } from 'vitest'
import type { ExportedTask, Exporter } from '@/lib/core/export/contract'
import { writtenPlain } from '@/lib/core/export/write-exporter'
import { exportedTask } from '@/lib/task-types/exported-task.fixture'
import { aggregations } from './aggregations'
import { transcriptDistance, unitOf } from './distance'
import { exporters } from './exporters'
import { samples } from './samples'
import { type Answer, answerFor, type Config, configSchema, goldFor, type Payload, payloadSchema } from './schema'
import { transcriptSummary } from './summary'

const payload: Payload = payloadSchema.parse({
  audio: samples[0]?.media['audio/speech.flac'],
  language: 'en',
  hypothesis: null,
})
const plain: Config = configSchema.parse({})
const segmented: Config = configSchema.parse({ segments: true, speakers: ['A'] })

describe('answers', () => {
  const refusals = (answer: unknown, config = segmented) =>
    answerFor(payload, config)
      .safeParse(answer)
      .error?.issues.map((issue) => issue.message) ?? []
  const segment = { start: 1, end: 2, text: 'one' }

  test('segments lie in the recording, in order, with an end after the start', () => {
    expect(refusals({ text: 'one', segments: [segment] })).toEqual([])
    expect(refusals({ text: '', segments: [{ ...segment, end: 1 }] })[0]).toMatch(/ends before it begins/)
    expect(refusals({ text: '', segments: [{ ...segment, end: 11.2 }] })[0]).toMatch(/lasts 11 s/)
    expect(refusals({ text: '', segments: [{ ...segment, start: -1 }] })[0]).toMatch(/before the recording/)
    expect(refusals({ text: '', segments: [segment, { ...segment, start: 0.5 }] })[0]).toMatch(/not in order/)
  })

  test('speakers are those of the project', () => {
    expect(refusals({ text: '', segments: [{ ...segment, speaker: 'A' }] })).toEqual([])
    expect(refusals({ text: '', segments: [{ ...segment, speaker: 'B' }] })).toEqual([
      '“B” is not a speaker of this project. Use A.',
    ])
  })

  test('a project without segments takes the text only', () => {
    expect(refusals({ text: 'one', segments: [segment] }, plain)).toEqual([
      'This project takes "text" only, no timed segments.',
    ])
  })

  test('gold may be the text alone', () => {
    expect(goldFor(payload, segmented).parse('one')).toEqual({ text: 'one' })
  })
})

describe('distance', () => {
  test('counts edited words over the longer text', () => {
    expect(transcriptDistance({ text: 'a b c d' }, { text: 'a x c' }, plain)).toBe(0.5)
  })

  test('counts characters where words are not set apart', () => {
    expect(unitOf(['砸自己的脚'], plain)).toBe('character')
    expect(unitOf(['ขอบคุณครับ'], plain)).toBe('character')
    expect(unitOf(['안녕 하세요'], plain)).toBe('word')
    expect(transcriptDistance({ text: '砸自己的脚' }, { text: '砸自己脚' }, plain)).toBeCloseTo(0.2, 12)
  })

  test('follows the unit of the project where one is set', () => {
    expect(transcriptDistance({ text: 'abcd' }, { text: 'abxd' }, configSchema.parse({ unit: 'character' }))).toBe(0.25)
  })

  test('two empty texts are equal, one empty text is as far as can be', () => {
    expect(transcriptDistance({ text: '' }, { text: ' ' }, plain)).toBe(0)
    expect(transcriptDistance({ text: '' }, { text: 'a' }, plain)).toBe(1)
  })
})

describe('exports', () => {
  const spoken: Answer = {
    text: 'a < b & c',
    segments: [
      { start: 0.28, end: 2.32, text: 'a < b -->\n\nb', speaker: 'A & B' },
      { start: 59.9996, end: 60, text: '& c' },
      { start: 61, end: 62, text: ' ' },
    ],
  }
  const task = (id: string, answers: Record<string, Answer>): ExportedTask<Payload, Answer> =>
    exportedTask(aggregations, segmented, {
      id,
      externalId: null,
      batch: 'Pilot',
      payload,
      meta: {},
      gold: null,
      agreement: 0.75,
      annotations: Object.entries(answers).map(([annotator, answer]) => ({
        id: `${id}-${annotator}`,
        annotator,
        answer,
        order: [],
        timeSpentMs: 1,
        guidelinesVersion: 1,
        createdAt: '2026-01-01T00:00:00.000Z',
      })),
    })

  test('a NeMo manifest has one line a segment with offset and duration, and one a recording without segments', async () => {
    const { files, counts } = await write(exporters.nemo, [
      task('one', { ada: spoken }),
      task('two', { ben: { text: 'all of it' } }),
    ])
    const rows = (files['manifest.jsonl'] ?? '')
      .trim()
      .split('\n')
      .map((row) => JSON.parse(row))
    expect(rows).toMatchObject([
      {
        audio_filepath: 'audio/speech.flac',
        offset: 0.28,
        duration: 2.04,
        text: 'a < b --> b',
        speaker: 'A & B',
        lang: 'en',
        n_annotators: 1,
        agreement: 0.75,
      },
      { offset: 60, duration: 0.001, text: '& c' },
      { duration: 11, text: 'all of it' },
    ])
    expect('offset' in rows[2]).toBe(false)
    expect(counts).toEqual({ utterances: 3, 'empty texts left out': 1 })
  })

  test('WebVTT escapes text, carries rounding over the minute, never ends a cue early and leaves empty cues out', async () => {
    const { files } = await write(exporters.webvtt, [task('one', { ada: spoken })])
    expect(files).toEqual({
      'audio-speech.ada.vtt':
        'WEBVTT\n\n00:00:00.280 --> 00:00:02.320\n<v A &amp; B>a &lt; b --&gt;\nb\n\n00:01:00.000 --> 00:01:00.001\n&amp; c\n',
    })
  })

  test('two tasks on one recording get two files', async () => {
    const { files } = await write(exporters.webvtt, [task('one', { ada: spoken }), task('two', { ada: spoken })])
    expect(Object.keys(files)).toEqual(['audio-speech.ada.vtt', 'audio-speech.ada.two-ada.vtt'])
  })

  test('a reviewer’s verdict gets a file of its own beside those of the annotators', async () => {
    const settled: Answer = { text: 'as it was said' }
    const own = task('one', { ada: { text: 'as it was set' } })
    const { files } = await write(exporters.webvtt, [
      {
        ...own,
        verdict: { answer: settled, tied: [], method: 'adjudicated', certainty: null, n: 1 },
        adjudicated: {
          answer: settled,
          how: 'anew',
          reviewer: 'Rae',
          acceptedAnnotation: null,
          note: null,
          decidedAt: '2026-01-03T00:00:00.000Z',
        },
      },
    ])
    expect(Object.keys(files)).toEqual(['audio-speech.ada.vtt', 'audio-speech.reviewed.vtt'])
    expect(files['audio-speech.reviewed.vtt']).toContain('as it was said')
  })
})

test('a summary is the beginning of the text in whole words', () => {
  expect(transcriptSummary({ text: '  ' })).toBe('No speech')
  expect(transcriptSummary({ text: 'one\ntwo' })).toBe('one two')
  const long = transcriptSummary({ text: 'word '.repeat(40) })
  expect(long).toMatch(/^(word )+word…$/)
  expect([...long].length).toBeLessThanOrEqual(61)
})

async function write(exporter: Exporter<Payload, Answer, Config> | undefined, tasks: ExportedTask<Payload, Answer>[]) {
  if (!exporter) throw new Error('no such exporter')
  const counts: Record<string, number> = {}
  const files: Record<string, string> = {}
  async function* inTurn() {
    yield* tasks
  }
  const chunks = writtenPlain(exporter, inTurn(), {
    config: segmented,
    choices: { ties: 'drop' },
    projectName: 'Speech',
    tally: {
      count: (what, by = 1) => {
        counts[what] = (counts[what] ?? 0) + by
      },
    },
    mediaName: (media) => media.name,
  })
  for await (const { file, data } of chunks) files[file] = `${files[file] ?? ''}${data}`
  return { files, counts }
}
