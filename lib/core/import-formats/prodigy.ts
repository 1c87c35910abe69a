import { AppError } from '../errors'
import type { ExportTally } from '../export/contract'
import type { FormatBox } from '../formats/boxed-images'
import { boxAnswer } from './box-answer'
import { dateIn, freeFields, idOf, listIn, numberIn, recordIn, textIn } from './fields'
import { labelAnswer } from './label-answer'
import type { GoodRow, ImportSource, Mirror, MirroredAnnotation, MirroredContent, MirroredTask } from './mirror'
import { mirrored, refused } from './mirrored-rows'
import { judgement } from './pair-task'

type Row = Record<string, unknown>

/** Answers to one input lie apart, one session after the other: all wait in memory until the file ends. */
const mostCharacters = 256 * 1024 * 1024

export const prodigy: Mirror = {
  label: 'Prodigy (JSONL)',
  description:
    'Prodigy’s db-out: choices and labels, rectangles, transcripts, and choices between two texts, with everyone’s answers. Ignored and rejected answers, other spans and relations do not come back and are counted.',
  taskTypes: ['bounding-box', 'sentiment', 'transcription', 'preference'],
  detect: ({ row }) => row !== null && isAnswer(row.answer) && ('_input_hash' in row || '_task_hash' in row),
  read: readProdigy,
}

const isAnswer = (value: unknown) => value === 'accept' || value === 'reject' || value === 'ignore'

async function* readProdigy(source: ImportSource, tally: ExportTally, taskType: string): AsyncIterable<MirroredTask> {
  const inputs = new Map<string, [GoodRow, ...GoodRow[]]>()
  let characters = 0
  for (const table of source.tables) {
    for await (const row of source.rows(table)) {
      if ('problem' in row) {
        yield row
        continue
      }
      characters += row.characters
      if (characters > mostCharacters) throw new AppError('too-large', 'The file is larger than 256 MB. Split it.')
      const key = idOf(row.value._input_hash) ?? `line ${row.line}`
      const same = inputs.get(key)
      if (same === undefined) inputs.set(key, [row])
      else same.push(row)
    }
  }
  const reading = readings[taskType] ?? texts
  for (const rows of inputs.values()) yield mirrored(rows[0], () => taskOf(rows, reading, tally))
}

/** How one kind of task is understood. */
interface Reading {
  task(row: Row): { task: Row; used: readonly string[] }
  /** Null, and counted why, where the row says nothing that an answer holds. */
  answer(row: Row, tally: ExportTally): Pick<MirroredAnnotation, 'answer' | 'poorer'> | null
}

const about = ['answer', '_input_hash', '_task_hash', '_session_id', '_annotator_id', '_view_id', '_timestamp', 'spans']
const choice = ['options', 'accept', 'label', 'config', 'tokens', 'meta', 'width', 'height']

function taskOf(rows: readonly [GoodRow, ...GoodRow[]], reading: Reading, tally: ExportTally): MirroredContent {
  const [{ value: first }] = rows
  const { task, used } = reading.task(first)
  return {
    task,
    id: idOf(first._input_hash),
    meta: { ...freeFields(first, ...about, ...choice, ...used), ...recordIn(first.meta) },
    annotations: rows.flatMap(({ value }) => annotationOf(value, reading, tally)),
  }
}

function annotationOf(row: Row, reading: Reading, tally: ExportTally): MirroredAnnotation[] {
  if (row.answer !== 'accept') {
    tally.count(row.answer === 'reject' ? 'rejected answers left out' : 'ignored answers left out')
    return []
  }
  const answer = reading.answer(row, tally)
  if (answer === null) return []
  const annotator = textIn(row._annotator_id) ?? textIn(row._session_id) ?? ''
  return [{ ...answer, annotator, createdAt: dateIn(numberIn(row._timestamp)) }]
}

/** A path: what lies inside the line as base64 has no name. */
function fileIn(row: Row, key: string): string {
  const file = textIn(row[key])
  if (file === null) throw refused(key, `The line names no ${key}.`)
  if (!file.startsWith('data:')) return file
  throw refused(
    key,
    'The file lies inside the line. Export paths instead: load with --remove-base64, and pack the files along.',
  )
}

const texts: Reading = {
  task: (row) => {
    const text = textIn(row.text)
    if (text === null) throw refused('text', 'The line has no text.')
    return { task: { text }, used: ['text'] }
  },
  answer: (row, tally) => {
    const labels = listIn(row.accept) ?? (row.label === undefined ? [] : [row.label])
    if (labels.length > 0) return labelAnswer('', labels)
    tally.count('answers without a label left out')
    return null
  },
}

const pictures: Reading = {
  task: (row) => ({ task: { image: fileIn(row, 'image') }, used: ['image', 'path'] }),
  answer: (row, tally) => {
    const boxes = (listIn(row.spans) ?? []).flatMap((span) => boxIn(recordIn(span), tally))
    return boxAnswer('', boxes, { width: numberIn(row.width), height: numberIn(row.height) }, tally)
  },
}

function boxIn(span: Row | null, tally: ExportTally): FormatBox[] {
  const [x, y, width, height] = [span?.x, span?.y, span?.width, span?.height].map(numberIn)
  const label = textIn(span?.label)
  const isBox = span?.type === undefined || span.type === 'rect'
  if (isBox && label !== null && x != null && y != null && width != null && height != null)
    return [{ label, x, y, width, height }]
  tally.count('spans that are no rectangle left out')
  return []
}

const recordings: Reading = {
  task: (row) => ({ task: { audio: fileIn(row, 'audio') }, used: ['audio', 'path', 'transcript'] }),
  answer: (row) => ({ answer: { text: typeof row.transcript === 'string' ? row.transcript : '' } }),
}

const pairs: Reading = {
  task: (row) => {
    const prompt = textIn(row.prompt) ?? textIn(row.text) ?? textIn(row.question)
    if (prompt === null) throw refused('prompt', 'The line has no prompt, text or question.')
    const responses = optionsIn(row).map(({ text }) => textIn(text))
    if (responses.length !== 2 || responses.includes(null))
      throw refused('options', 'A pair is a choice between two options with a text each.')
    return { task: { prompt, responses }, used: ['prompt', 'text', 'question'] }
  },
  answer: (row, tally) => {
    const ids = optionsIn(row).map(({ id }) => idOf(id))
    const [chosen, ...others] = (listIn(row.accept) ?? []).map(idOf)
    const place = chosen === undefined || others.length > 0 ? -1 : ids.indexOf(chosen)
    if (place !== -1) return judgement('', place === 0 ? 'a' : 'b', null, null)
    tally.count('answers that choose no one option left out')
    return null
  },
}

function optionsIn(row: Row): Row[] {
  return (listIn(row.options) ?? []).map((option) => recordIn(option) ?? {})
}

const readings: Readonly<Record<string, Reading>> = {
  sentiment: texts,
  'bounding-box': pictures,
  transcription: recordings,
  preference: pairs,
}
