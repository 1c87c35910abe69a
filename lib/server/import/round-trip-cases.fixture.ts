import type fc from 'fast-check'
import sharp from 'sharp'
import { z } from 'zod'
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
  words,
} from './generated-tasks.fixture'
import type { GivenTask, Kept, Trip } from './round-trip.fixture'
import { asKaldi, bothBadIsTie, oneSpace, withoutSpeakers } from './round-trip-losses.fixture'

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

export const all: Kept = {
  id: 'line',
  meta: true,
  gold: true,
  annotator: true,
  time: true,
  createdAt: true,
  order: true,
}
const nothing: Kept = {
  id: false,
  meta: false,
  gold: false,
  annotator: false,
  time: false,
  createdAt: false,
  order: false,
}

const named = z.object({ name: z.string() })
const mediaName = z
  .union([
    z.object({ image: named }).transform(({ image }) => image),
    z.object({ audio: named }).transform(({ audio }) => audio),
  ])
  .transform(({ name }) => name)

const silent = recording.map((payload) => ({ ...payload, language: null }))
const nameOf = ({ payload }: GivenTask) => mediaName.parse(payload)
const sounds = (task: GivenTask): [string, Uint8Array] => [nameOf(task), new Uint8Array()]
const blank = await sharp({ create: { width: 641, height: 479, channels: 3, background: '#000' } })
  .png()
  .toBuffer()
const pictures = (task: GivenTask): [string, Uint8Array] => [`images/train/${nameOf(task)}`, new Uint8Array(blank)]

export const trips: Trip[] = [
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
    tasks: tasksOf(picture, boxes(0), []),
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
    changed: oneSpace,
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
