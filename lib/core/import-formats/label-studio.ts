import type { ExportTally } from '../export/contract'
import { readLabelStudioBoxes } from '../formats/label-studio'
import { readLabelStudioSpeech } from '../formats/label-studio-speech'
import { isRecord } from '../long-table/row'
import { boxAnswer } from './box-answer'
import { dateIn, idOf, numberIn, textIn } from './fields'
import { labelAnswer } from './label-answer'
import { promptKeyIn, rankedItems, rankingIn } from './label-studio-ranker'
import type { GoodRow, Mirror, MirroredAnnotation, MirroredContent } from './mirror'
import { mirroredRows, refused } from './mirrored-rows'
import { judgement } from './pair-task'
import { speechAnswer } from './speech-answer'

type Row = Record<string, unknown>

export const labelStudio: Mirror = {
  label: 'Label Studio (JSON)',
  description:
    'Label Studio’s JSON export: rectangles, choices, transcripts, pairs and rankings with everyone’s annotations; predictions become pre-labels. Skipped tasks and other regions do not come back and are counted.',
  taskTypes: ['bounding-box', 'sentiment', 'transcription', 'preference', 'ranking'],
  detect: ({ row }) =>
    row !== null &&
    isRecord(row.data) &&
    (Array.isArray(row.annotations) || Array.isArray(row.completions) || Array.isArray(row.predictions)),
  read: (source, tally, taskType) =>
    mirroredRows(source, { task: ([row]) => taskOf(row, tally, readings[taskType] ?? boxes) }),
}

/** How one kind of task is understood. */
interface Reading {
  task(data: Row): { task: Row; used: readonly string[]; meta?: Row }
  /** Null, and counted why, where the annotation says nothing that an answer holds. */
  answer(annotation: Row, data: Row, tally: ExportTally): MirroredAnnotation | null
}

function taskOf({ value }: GoodRow, tally: ExportTally, reading: Reading): MirroredContent {
  const { data } = value
  if (!isRecord(data))
    throw refused(
      'data',
      'Give each task as { "data", "annotations" }, as Label Studio exports it (JSON, not JSON-MIN).',
    )
  const { task, used, meta } = reading.task(data)
  const given = listOf(value.annotations ?? value.completions, 'annotations')
  const kept = given.filter((annotation) => {
    if (annotation.was_cancelled !== true) return true
    tally.count('skipped annotations left out')
    return false
  })
  const predictions = listOf(value.predictions, 'predictions')
  const prediction = predictions.at(-1)
  if (predictions.length > 1) tally.count('older predictions left out', predictions.length - 1)
  return {
    task,
    id: idOf(value.id),
    meta: {
      ...Object.fromEntries(Object.entries(data).filter(([key, entry]) => !used.includes(key) && entry !== null)),
      ...meta,
    },
    annotations: kept.flatMap((annotation) => {
      const answer = reading.answer(annotation, data, tally)
      if (answer === null) return []
      const when = { createdAt: dateIn(annotation.created_at), timeSpentMs: timeOf(annotation.lead_time) }
      return [{ ...answer, annotator: annotatorOf(annotation), ...when }]
    }),
    prelabel: prediction === undefined ? null : reading.answer(prediction, data, tally),
  }
}

function listOf(value: unknown, field: string): Row[] {
  if (value === null || value === undefined) return []
  if (!Array.isArray(value)) throw refused(field, `Give “${field}” as a list.`)
  return value.map((entry: unknown) => {
    if (isRecord(entry)) return entry
    throw refused(
      field,
      `Each of “${field}” is an object in Label Studio’s JSON; this one is a bare id. Export as JSON again.`,
    )
  })
}

function annotatorOf({ completed_by: by }: Row): string {
  if (typeof by === 'number' || typeof by === 'string') return String(by)
  return isRecord(by) ? (textIn(by.email) ?? idOf(by.id) ?? '') : ''
}

function timeOf(seconds: unknown): number | null {
  const value = numberIn(seconds)
  return value === null || value < 0 ? null : Math.round(value * 1000)
}

/** The path of the file behind an address of Label Studio: uploads carry a prefix, local files a query, others their address. */
function fileBehind(address: string): string {
  const local = /[?&]d=([^&]*)/.exec(address)?.[1]
  if (local !== undefined) return decoded(local)
  const upload = /\/data\/upload\/(?:\d+\/)?(?:[0-9a-f]{8}-)?([^?#]+)/.exec(address)?.[1]
  if (upload !== undefined) return decoded(upload)
  const remote = /^[a-z][a-z0-9+.-]*:\/\/[^/]*\/([^?#]*)/i.exec(address)?.[1]
  return remote === undefined ? address : decoded(remote)
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch (error) {
    if (error instanceof URIError) return text
    throw error
  }
}

const boxes: Reading = {
  task: (data) => {
    const named = ['image', 'img', 'url'].find((key) => typeof data[key] === 'string') ?? firstText(data)
    const address = named === null ? null : textIn(data[named])
    if (named === null || address === null) throw refused('data', 'The data names no image.')
    return { task: { image: fileBehind(address) }, used: [named, 'width', 'height'] }
  },
  answer: (annotation, data, tally) => {
    const [image] = readLabelStudioBoxes([{ data, annotations: [withResult(annotation)] }], tally).images
    const size = { width: image?.width ?? null, height: image?.height ?? null }
    return boxAnswer('', image?.answers[0]?.boxes ?? [], size, tally)
  },
}

const speech: Reading = {
  task: (data) => {
    const named = ['audio', 'url', 'file'].find((key) => typeof data[key] === 'string') ?? firstText(data)
    const address = named === null ? null : textIn(data[named])
    if (named === null || address === null) throw refused('data', 'The data names no recording.')
    const language = textIn(data.language)
    return {
      task: { audio: fileBehind(address), ...(language === null ? {} : { language }) },
      used: [named, 'language', 'duration'],
    }
  },
  answer: (annotation, data, tally) => {
    const given = [{ data: { ...data, audio: 'recording' }, annotations: [withResult(annotation)] }]
    const [answer] = readLabelStudioSpeech(given, tally)[0]?.answers ?? []
    if (answer === undefined) throw refused('annotations', 'An annotation holds no transcript.')
    return speechAnswer(answer)
  },
}

const texts: Reading = {
  task: (data) => {
    const named = typeof data.text === 'string' ? 'text' : firstText(data)
    const text = named === null ? null : textIn(data[named])
    if (named === null || text === null) throw refused('data', 'The data has no text.')
    return { task: { text }, used: [named] }
  },
  answer: (annotation, _data, tally) => {
    const labels = regionsOf(annotation).flatMap(({ type, value }) => {
      const chosen = isRecord(value) ? (value.choices ?? value.rating) : null
      if (Array.isArray(chosen)) return chosen
      if (typeof chosen === 'number') return [chosen]
      tally.count(`regions of type ${textIn(type)?.slice(0, 40) ?? 'unknown'} left out`)
      return []
    })
    return labelAnswer('', labels)
  },
}

const sideKeys = [
  ['answer1', 'answer2'],
  ['response1', 'response2'],
  ['response_a', 'response_b'],
  ['text1', 'text2'],
  ['left', 'right'],
] as const

const pairs: Reading = {
  task: (data) => {
    const sides = sideKeys.find((keys) => keys.every((key) => data[key] !== undefined))
    const prompt = promptKeyIn(data)
    if (sides === undefined)
      throw refused(
        'data',
        `The data has no two responses under names we know: ${sideKeys.map((keys) => keys.join(' and ')).join('; ')}. Rename them.`,
      )
    return { task: { prompt: data[prompt], responses: sides.map((key) => data[key]) }, used: [...sides, prompt] }
  },
  answer: (annotation) => {
    const chosen = regionsOf(annotation).map(({ value }) => (isRecord(value) ? value.selected : null))
    const side = chosen.find((given) => given === 'left' || given === 'right')
    if (side === undefined) throw refused('annotations', 'An annotation has no “selected”: left or right.')
    return judgement('', side === 'left' ? 'a' : 'b', null, null)
  },
}

const readings: Readonly<Record<string, Reading>> = {
  'bounding-box': boxes,
  transcription: speech,
  sentiment: texts,
  preference: pairs,
  ranking: { task: rankedItems, answer: rankingIn },
}

function regionsOf({ result }: Row): Row[] {
  return listOf(result, 'result')
}

function withResult(annotation: Row): Row {
  return { result: regionsOf(annotation) }
}

function firstText(data: Row): string | null {
  return Object.keys(data).find((key) => typeof data[key] === 'string') ?? null
}
