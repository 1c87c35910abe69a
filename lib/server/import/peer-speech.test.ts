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
describe('speech', () => {
  test('NeMo’s manifest, whole recordings and segments, also in a .json file of lines', async () => {
    const rows = lines(
      { audio_filepath: 'a.wav', duration: 3.5, text: 'hello there', lang: 'en' },
      { audio_filepath: 'b.wav', offset: 0.5, duration: 1.25, text: 'one', speaker: 'Ann' },
      { audio_filepath: 'b.wav', offset: 2, duration: 1, text: 'two' },
    )
    for (const contentType of ['application/x-ndjson', 'application/json']) {
      const { format, lines: read } = await readAs('transcription', rows, { contentType })
      expect(format).toBe('nemo')
      expect(contentOf(read)).toMatchObject([
        { task: { audio: 'a.wav', language: 'en' }, annotations: [['', { text: 'hello there' }]] },
        {
          task: { audio: 'b.wav' },
          annotations: [
            [
              '',
              {
                text: 'one two',
                segments: [
                  { start: 0.5, end: 1.75, text: 'one', speaker: 'Ann' },
                  { start: 2, end: 3, text: 'two' },
                ],
              },
            ],
          ],
        },
      ])
    }
  })

  test('a Kaldi folder with and without segments', async () => {
    const { format, lines: read } = await readAs('transcription', {
      'wav.scp': 'r1 audio/one.wav\nr2 audio/two.wav\nr3 sox x.sph -t wav - |\n',
      text: 'ann-r1-000 good morning\nann-r1-001 bye\nr2 alone\nr3 piped\n',
      segments: 'ann-r1-000 r1 0.00 1.20\nann-r1-001 r1 2.00 3.00\n',
      utt2spk: 'ann-r1-000 ann\nann-r1-001 ann\nr2 r2\nr3 r3\n',
    })
    expect(format).toBe('kaldi')
    expect(contentOf(read)).toMatchObject([
      {
        task: { audio: 'audio/one.wav' },
        annotations: [
          [
            '',
            {
              segments: [
                { start: 0, end: 1.2, text: 'good morning', speaker: 'ann' },
                { start: 2, end: 3, text: 'bye' },
              ],
            },
          ],
        ],
      },
      { task: { audio: 'audio/two.wav' }, annotations: [['', { text: 'alone' }]] },
      expect.stringContaining('command'),
    ])
  })

  test('Common Voice’s table has no quotes: a quote is a letter', async () => {
    const tsv = 'client_id\tpath\tsentence\tup_votes\tlocale\nx1\tclip_1.mp3\tHe said "no", twice.\t2\ten\n'
    const { format, lines: read } = await readAs('transcription', tsv, { contentType: 'text/tab-separated-values' })
    expect(format).toBe('common-voice')
    expect(contentOf(read)).toMatchObject([
      {
        task: { audio: 'clip_1.mp3', language: 'en' },
        meta: { client_id: 'x1', up_votes: '2' },
        annotations: [['', { text: 'He said "no", twice.' }]],
      },
    ])
  })

  test('an audiofolder, with a table of CSV or JSON Lines', async () => {
    const csv = 'file_name,transcription,speaker\ndata/a.wav,"Yes, please",7\n'
    const jsonl = lines({ file_name: 'data/a.wav', transcription: 'Yes, please', speaker: '7' })
    for (const [name, table] of [
      ['metadata.csv', csv],
      ['metadata.jsonl', jsonl],
    ] as const) {
      const { format, lines: read } = await readAs('transcription', { [name]: table, 'data/a.wav': 'x' })
      expect(format).toBe('audiofolder')
      expect(contentOf(read)).toMatchObject([
        { task: { audio: 'data/a.wav' }, meta: { speaker: '7' }, annotations: [['', { text: 'Yes, please' }]] },
      ])
    }
  })

  test('subtitles find their recording by name, and their annotator behind a dot', async () => {
    const vtt = 'WEBVTT\n\n00:00.500 --> 00:01.000\n<v Ann>Hello &amp; welcome\n'
    const { format, lines: read } = await readAs('transcription', {
      'talk.wav': 'x',
      'talk.ada.vtt': vtt,
      'talk.ben.vtt': vtt,
      'lost.vtt': vtt,
    })
    expect(format).toBe('webvtt')
    const said = {
      text: 'Hello & welcome',
      segments: [{ start: 0.5, end: 1, text: 'Hello & welcome', speaker: 'Ann' }],
    }
    expect(contentOf(read)).toMatchObject([
      expect.stringContaining('no recording called lost'),
      {
        task: { audio: 'talk.wav' },
        annotations: [
          ['ada', said],
          ['ben', said],
        ],
      },
    ])
    const srt = await readAs('transcription', {
      'a/talk.mp3': 'x',
      'b/talk.srt': '1\r\n00:00:01,000 --> 00:00:02,500\r\nHi\r\n',
    })
    expect(srt.format).toBe('srt')
    expect(contentOf(srt.lines)).toMatchObject([
      { task: { audio: 'a/talk.mp3' }, annotations: [['', { segments: [{ start: 1, end: 2.5, text: 'Hi' }] }]] },
    ])
  })
})
