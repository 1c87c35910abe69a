import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { AppError } from '../errors'
import { byText } from './boxed-images'
import { writeKaldi } from './kaldi'
import { readLabelStudioSpeech, writeLabelStudioSpeech } from './label-studio-speech'
import { readNemo, writeNemo } from './nemo'
import { clockTime, milliseconds, type Recording, secondsOf } from './recordings'
import { readSrt, writeSrt } from './srt'
import { readWebvtt, writeWebvtt } from './webvtt'

const uncounted = { count: () => {} }

/** Lines without white space at their ends and between them: what a cue can hold. */
const line = fc
  .oneof(
    fc.string({ unit: 'grapheme', maxLength: 12 }),
    fc.constantFrom('-->', '<v Bo>', '&amp;', '12', '<00:01>', 'a & b'),
  )
  .map((text) => text.replace(/[\s\p{Cc}]+/gu, ' ').trim())
  .filter((text) => text !== '')
const words = fc.array(line, { minLength: 1, maxLength: 2 }).map((lines) => lines.join('\n'))
const segment = fc.record({
  start: fc.integer({ min: 0, max: 400_000_000 }),
  length: fc.integer({ min: 1, max: 20_000 }),
  text: words,
  speaker: fc.option(fc.constantFrom('Ann', 'Bo & <Co>', '李')),
})
const segments = fc
  .array(segment, { minLength: 1, maxLength: 5 })
  .map((all) =>
    all
      .map(({ start, length, ...said }) => ({ start: start / 1000, end: (start + length) / 1000, ...said }))
      .toSorted((a, b) => a.start - b.start || a.end - b.end),
  )
const recording = (own: Recording['answers'][0]['segments'], text = ''): Recording => ({
  item: 'talk',
  audio: 'talk',
  duration: null,
  answers: [{ annotator: '', text, segments: own }],
})

describe('times', () => {
  test('go to the nearest millisecond with carry, and hours never wrap', () => {
    expect(clockTime(milliseconds(59.9996), '.')).toBe('00:01:00.000')
    expect(clockTime(milliseconds(3599.9999), ',')).toBe('01:00:00,000')
    expect(clockTime(milliseconds(1.0005), '.')).toBe('00:00:01.001')
    expect(clockTime(milliseconds(360_000.5), '.')).toBe('100:00:00.500')
  })

  test('every whole millisecond comes back', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4_000_000_000 }), (ms) => {
        expect(milliseconds(secondsOf(clockTime(ms, '.')) ?? Number.NaN)).toBe(ms)
      }),
    )
  })
})

describe('what is written comes back', () => {
  test('WebVTT: times, text and speakers', () => {
    fc.assert(
      fc.property(segments, (own) => {
        const [file] = writeWebvtt([recording(own)], uncounted)
        expect(readWebvtt(file?.data ?? '', 'talk').answers[0]?.segments).toEqual(own)
      }),
    )
  })

  test('SubRip: times and text, speakers counted', () => {
    fc.assert(
      fc.property(segments, (own) => {
        let lost = 0
        const [file] = writeSrt([recording(own)], { count: () => lost++ })
        const back = readSrt(file?.data ?? '', 'talk').answers[0]?.segments
        expect(back).toEqual(own.map((each) => ({ ...each, speaker: null })))
        expect(lost).toBe(own.filter(({ speaker }) => speaker !== null).length)
      }),
    )
  })

  test('NeMo manifests: times, speakers and text on one line', () => {
    fc.assert(
      fc.property(segments, (own) => {
        const [file] = writeNemo([recording(own)], uncounted)
        const rows = (file?.data ?? '').trim().split('\n')
        const back = readNemo(rows.map((row) => JSON.parse(row)))
        expect(back[0]?.answers[0]?.segments).toEqual(
          own.map((each) => ({ ...each, text: each.text.replaceAll('\n', ' ') })),
        )
      }),
    )
  })

  test('Label Studio: everything, with and without times', () => {
    fc.assert(
      fc.property(fc.option(segments), words, (own, text) => {
        const whole = own === null ? text : own.map((each) => each.text).join(' ')
        const given = recording(own, whole)
        const [file] = writeLabelStudioSpeech([given])
        expect(readLabelStudioSpeech(JSON.parse(file?.data ?? ''), uncounted)).toEqual([given])
      }),
    )
  })
})

describe('WebVTT of others', () => {
  test('notes, styles, ids, settings, short times and markup', () => {
    const text =
      '\uFEFFWEBVTT - a talk\r\nKind: captions\r\n\r\nSTYLE\r\n::cue { color: red }\r\n\r\nNOTE\r\nnobody\r\n\r\n' +
      '1\r\n00:01.500 --> 00:02.000 align:start\r\n<v.loud Ann>Hi <i>you</i> &amp; &lt;me&gt;</v>\r\ntwo\r\n\r\n\r\n' +
      '00:00:03.000 --> 00:00:04.000\r\nbye'
    expect(readWebvtt(text, 'talk').answers[0]?.segments).toEqual([
      { start: 1.5, end: 2, text: 'Hi you & <me>\ntwo', speaker: 'Ann' },
      { start: 3, end: 4, text: 'bye', speaker: null },
    ])
  })

  test('a broken file is refused with its line', () => {
    expect(() => readWebvtt('1\n00:01.500 --> 00:02.000\nHi', 'a')).toThrow(/line 1/)
    expect(() => readWebvtt('WEBVTT\n\n00:02.000 --> 00:01.000\nHi', 'a')).toThrow(/line 3/)
    expect(() => readSrt('1\n00:00:01,5 --> 00:00:02,000\nHi', 'a')).toThrow(/line 2/)
    expect(() => readSrt('hello', 'a')).toThrow(AppError)
  })
})

test('a text without times becomes one cue where the length is known, else it is left out and counted', () => {
  const counts: string[] = []
  const known = { ...recording(null, 'hello'), duration: 2.5 }
  const files = writeSrt([known, recording(null, 'lost')], { count: (what) => counts.push(what) })
  expect(files.map(({ data }) => data)).toEqual(['1\n00:00:00,000 --> 00:00:02,500\nhello\n', ''])
  expect(counts).toEqual(['texts without times left out (give segments, or duration)'])
})

describe('Kaldi', () => {
  const folder = (own: Recording[]) => {
    const files = writeKaldi(own, uncounted)
    return Object.fromEntries(files.map(({ file, data }) => [file, data.split('\n').slice(0, -1)]))
  }
  const firsts = (lines: string[] | undefined) => (lines ?? []).map((each) => each.split(' ')[0] ?? '')

  test('every file is sorted bytewise, ids are without spaces and begin with their speaker, no text is empty', () => {
    const named = fc.tuple(fc.constantFrom('x', 'x-a', 'a b', 'Ä/ö.wav', 'xa'), segments)
    fc.assert(
      fc.property(fc.uniqueArray(named, { selector: ([item]) => item, maxLength: 4 }), (talks) => {
        const {
          text,
          utt2spk,
          spk2utt,
          segments: timed,
          'wav.scp': scp,
        } = folder(talks.map(([item, own]) => ({ ...recording(own), item, audio: `${item}.wav` })))
        for (const file of [text, utt2spk, spk2utt, timed, scp]) {
          expect(firsts(file)).toEqual(firsts(file).toSorted(byText))
          expect(new Set(firsts(file)).size).toBe(file?.length)
        }
        const speakers = (utt2spk ?? []).map((each) => each.split(' ')[1] ?? '')
        expect(speakers).toEqual(speakers.toSorted(byText))
        for (const each of utt2spk ?? []) expect(each).toMatch(/^(\S+)-\S+ \1$/)
        for (const each of text ?? []) expect(each).toMatch(/^\S+ \S/)
        expect(firsts(text)).toEqual(firsts(timed))
      }),
    )
  })

  test('a segment says where it lies in seconds', () => {
    const own = [{ start: 59.9996, end: 61.25, text: 'a  b', speaker: 'Ann' }]
    expect(folder([{ ...recording(own), item: 'my talk', audio: 'audio/my talk.wav' }])).toEqual({
      'wav.scp': ['my_talk audio/my talk.wav'],
      segments: ['Ann-my_talk-000060000-000061250 my_talk 60.000 61.250'],
      text: ['Ann-my_talk-000060000-000061250 a b'],
      utt2spk: ['Ann-my_talk-000060000-000061250 Ann'],
      spk2utt: ['Ann Ann-my_talk-000060000-000061250'],
    })
  })
})
