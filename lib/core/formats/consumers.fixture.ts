import type { BoxSet } from './boxed-images'
import { writeCoco } from './coco'
import type { FormatFile } from './format-file'
import { writeKaldi } from './kaldi'
import { writeNemo } from './nemo'
import { pairFormats } from './pair-formats'
import type { PairFormat, PreferencePair } from './preference-pair'
import type { Recording } from './recordings'
import { writeSrt } from './srt'
import { trlUnpaired } from './trl-unpaired'
import { writeVoc } from './voc'
import { writeWebvtt } from './webvtt'
import { writeYolo } from './yolo'

const tally = { count: () => {} }

export const pairs: PreferencePair[] = [
  {
    prompt: [
      { role: 'system', content: 'Answer briefly.' },
      { role: 'user', content: 'Canvas or SVG?' },
      { role: 'assistant', content: 'For what?' },
      { role: 'user', content: '2,000 circles.' },
    ],
    chosen: [{ role: 'assistant', content: 'Canvas: it draws faster.' }],
    rejected: [{ role: 'assistant', content: 'Canvas is a cloth.' }],
    margin: 1.5,
    about: { id: 'p1', n_annotators: 3, models: { chosen: 'large', rejected: 'small' } },
  },
  {
    prompt: [{ role: 'user', content: 'The sky is' }],
    chosen: [{ role: 'assistant', content: 'blue “today”.\n\nNot tomorrow.' }],
    rejected: [{ role: 'assistant', content: 'blue 🟦' }],
    margin: 0,
    about: { id: 'p2', n_annotators: 1, models: { chosen: null, rejected: null } },
  },
]

export const boxes: BoxSet = {
  categories: ['cat', 'big & dog', 'unused'],
  images: [
    {
      file: 'a.jpg',
      width: 641,
      height: 479,
      answers: [
        {
          annotator: 'ada',
          boxes: [
            { label: 'cat', x: 0.1, y: 0.2, width: 33.3, height: 20 },
            { label: 'big & dog', x: 100, y: 50.5, width: 541, height: 428.5 },
          ],
        },
      ],
    },
    { file: 'nothing.jpg', width: 10, height: 20, answers: [{ annotator: 'ada', boxes: [] }] },
  ],
}

export const talk: Recording = {
  item: 'talk',
  audio: 'audio/talk.wav',
  duration: 400_000,
  answers: [
    {
      annotator: '',
      text: '',
      segments: [
        { start: 59.9996, end: 61.25, text: 'Hi <you> & --> me', speaker: 'Ann' },
        { start: 360_000.5, end: 360_001, text: 'two\nlines', speaker: null },
      ],
    },
  ],
}

/** Every file of every format for the samples above. */
export function sampleFiles(): Record<string, Record<string, string>> {
  const byFormat: Record<string, FormatFile[]> = {
    coco: writeCoco(boxes, tally),
    yolo: writeYolo(boxes, tally),
    voc: writeVoc(boxes, tally),
    webvtt: writeWebvtt([talk], tally),
    srt: writeSrt([talk], tally),
    nemo: writeNemo([talk], tally),
    kaldi: writeKaldi([talk], tally),
  }
  for (const [name, format] of Object.entries<PairFormat>({ ...pairFormats, 'trl-unpaired': trlUnpaired })) {
    const rows = pairs.flatMap((pair) => format.write(pair).rows ?? [])
    const data = rows.map((row) => `${JSON.stringify(row)}\n`).join('')
    byFormat[name] = [{ file: format.file, data }, ...(format.beside?.([format.file]) ?? [])]
  }
  const entries = Object.entries(byFormat).map(([name, files]) => [
    name,
    Object.fromEntries(files.map(({ file, data }) => [file, data])),
  ])
  return Object.fromEntries(entries)
}
