import { describe, expect, test } from 'vitest'
import { readSrt } from '../formats/srt'
import { cueText } from '../formats/subtitle-files'
import { readWebvtt } from '../formats/webvtt'
import { readYolo } from '../formats/yolo'
import type { ImportSource, Mirror } from './mirror'
import { nectar } from './rankings'
import { elementsOf, readXml } from './read-xml'
import { kaldi } from './speech-folders'

const many = 150_000
const vtt = (cue: string) => readWebvtt(`WEBVTT\n\n00:01.000 --> 00:02.000\n${cue}\n`, 'x')

function sourceOf(files: Record<string, string>, row: Record<string, unknown> | null = null): ImportSource {
  return {
    files: Object.keys(files),
    tables: ['rows'],
    async *rows() {
      if (row !== null) yield { line: 1, excerpt: '', characters: 0, value: row }
    },
    async *parts() {},
    text: async (file) => files[file] ?? '',
    imageSize: async () => null,
  }
}

async function readAll(mirror: Mirror, source: ImportSource): Promise<void> {
  for await (const _ of mirror.read(source, { count: () => {} }, ''));
}

/** Each of these takes minutes where a reader begins anew at every character. */
const slow: Record<string, () => unknown> = {
  'openings of elements that do not end': () => elementsOf('<image '.repeat(many), 'image'),
  'openings in quotes': () => elementsOf('<image "'.repeat(many), 'image'),
  'comments that do not end': () => readXml('<!--'.repeat(many)),
  'sections that do not end': () => readXml(`<a>${'<![CDATA['.repeat(many)}</a>`),
  'elements without number': () => readXml(`<a>${'<b/>'.repeat(1_000_000)}</a>`),
  'tags of a cue that do not end': () => vtt('<'.repeat(many)),
  'a voice that does not end': () => vtt(`<v${' '.repeat(many)}`),
  'entities of a cue that do not end': () => vtt('&a'.repeat(many)),
  'blanks in a cue': () => cueText(`a${' '.repeat(many)}b`),
  'blanks in subtitles': () => readSrt(`1${' '.repeat(many)}x\n00:00:01,000 --> 00:00:02,000\na\n`, 'x'),
  'blanks in data.yaml': () => readYolo({ yaml: `names:\n  0: ${' '.repeat(many)}x\n`, labels: [] }),
  'quotes in data.yaml': () => readYolo({ yaml: `names: [${'"'.repeat(many)}`, labels: [] }),
  'blanks in a Kaldi table': () =>
    readAll(kaldi, sourceOf({ 'wav.scp': 'a a.wav', text: `a x${' '.repeat(many)}y${' '.repeat(many)}` })),
  'blanks in a prompt': () =>
    readAll(nectar, sourceOf({}, { prompt: `Human:${' '.repeat(many)}x`, answers: [{ answer: 'a', rank: 1 }] })),
}

describe('no text keeps a reader busy', () => {
  test.each(Object.entries(slow))('%s', async (_, read) => {
    const begun = performance.now()
    try {
      await read()
    } catch (error) {
      expect(error).toMatchObject({ code: expect.stringMatching(/^(bad-input|too-large)$/) })
    }
    expect(performance.now() - begun).toBeLessThan(5000)
  })
})

test('what looks like an entity but is none stays text', () => {
  expect(vtt('&constructor; &amp; &toString; &lt;').answers[0]?.text).toBe('&constructor; & &toString; <')
})
