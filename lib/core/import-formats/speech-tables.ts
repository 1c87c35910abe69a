import { readNemo } from '../formats/nemo'
import type { SpeechSegment } from '../formats/recordings'
import { dateIn, freeFields, idOf, listIn, numberIn, recordIn, textIn } from './fields'
import type { GoodRow, Mirror, MirroredContent } from './mirror'
import { mirroredRows, refused } from './mirrored-rows'
import { speechAnswer } from './speech-answer'

type Row = Record<string, unknown>

/** NeMo's manifest: lines of one recording that follow each other are one task. */
export const nemo: Mirror = {
  label: 'NeMo manifest',
  description:
    'NeMo’s manifest: one line a recording or a segment with its offset. Lines of one recording follow each other; annotators come back where lines name them.',
  taskTypes: ['transcription'],
  detect: ({ row }) => row !== null && 'audio_filepath' in row && 'text' in row,
  read: (source) =>
    mirroredRows(source, {
      // Ids that others give each line say nothing of recordings.
      keyOf: ({ audio_filepath, task_id, id, n_annotators }) =>
        JSON.stringify([audio_filepath, n_annotators === undefined ? null : (task_id ?? id)]),
      task: taskOfUtterances,
    }),
}

const perLine = ['audio_filepath', 'text', 'offset', 'duration', 'speaker', 'annotator', 'lang', 'language']
const ours = ['task_id', 'external_id', 'annotation_id', 'id']

function taskOfUtterances(rows: readonly [GoodRow, ...GoodRow[]]): MirroredContent {
  const [recording] = readNemo(rows.map(({ value }) => value))
  if (recording === undefined) throw refused('audio_filepath', 'Give the path of the recording.')
  const [{ value: first }] = rows
  const dates = new Map(rows.map(({ value }) => [textIn(value.annotator) ?? '', dateIn(value.created_at)]))
  return {
    task: { audio: recording.audio, ...languageOf(first.lang ?? first.language) },
    id: idOf(first.external_id) ?? (first.n_annotators === undefined ? null : idOf(first.id)),
    meta: freeFields(first, ...perLine, ...(first.n_annotators === undefined ? [] : ours), 'created_at'),
    annotations: recording.answers.map((answer) => ({
      ...speechAnswer(answer),
      createdAt: dates.get(answer.annotator) ?? null,
    })),
  }
}

function languageOf(value: unknown): { language?: string } {
  const tag = textIn(value)
  return tag !== null && /^[a-z]{2,3}(-[a-z0-9]{2,8})*$/i.test(tag) ? { language: tag } : {}
}

/** Mozilla's table of clips. */
export const commonVoice: Mirror = {
  label: 'Common Voice (TSV)',
  description:
    'Common Voice’s table: path and sentence, one clip a line, with its locale. Votes, ages and accents are kept as free fields.',
  taskTypes: ['transcription'],
  detect: ({ row }) => row !== null && 'path' in row && 'sentence' in row,
  read: (source) => mirroredRows(source, { task: ([{ value }]) => taskOfClip(value) }),
}

function taskOfClip(row: Row): MirroredContent {
  const audio = textIn(row.path)
  if (audio === null) throw refused('path', 'Give the path of the clip.')
  return {
    task: { audio, ...languageOf(row.locale) },
    id: idOf(row.sentence_id),
    meta: freeFields(row, 'path', 'sentence', 'sentence_id', 'locale'),
    annotations: [{ annotator: '', answer: { text: typeof row.sentence === 'string' ? row.sentence : '' } }],
  }
}

const textColumns = ['transcription', 'text', 'sentence', 'transcript']

/** Hugging Face's audiofolder, and tables with a column of recordings. */
export const audiofolder: Mirror = {
  label: 'Recordings with transcripts (Hugging Face)',
  description:
    'An audiofolder or a table: file_name or audio, and transcription or text, recordings beside the table or inside a Parquet file. Segments come along where there is a column of them; other columns are kept as free fields.',
  taskTypes: ['transcription'],
  detect: ({ row }) =>
    row !== null && ('file_name' in row || 'audio' in row) && textColumns.some((column) => column in row),
  read: (source) => mirroredRows(source, { task: ([{ value }]) => taskOfFile(value) }),
}

function taskOfFile(row: Row): MirroredContent {
  const audio = textIn(row.file_name) ?? textIn(row.audio)
  if (audio === null) throw refused('file_name', 'Give the name of the recording.')
  const column = textColumns.find((name) => name in row) ?? ''
  const given = row[column]
  const text = typeof given === 'string' ? given : ''
  const annotator = textIn(row.annotator) ?? ''
  return {
    task: { audio, ...languageOf(row.language) },
    id: idOf(row.id),
    meta: freeFields(row, 'file_name', 'audio', 'language', 'id', 'duration', 'segments', 'annotator', column),
    annotations: [speechAnswer({ annotator, text, segments: segmentsIn(row.segments) })],
  }
}

function segmentsIn(value: unknown): SpeechSegment[] | null {
  const given = listIn(value)
  if (given === null || given.length === 0) return null
  return given.map((entry) => {
    const segment = recordIn(entry)
    const [start, end] = [numberIn(segment?.start), numberIn(segment?.end)]
    if (segment === null || start === null || end === null || typeof segment.text !== 'string')
      throw refused('segments', 'Give each segment as { "start", "end", "text" } in seconds.')
    return { start, end, text: segment.text, speaker: textIn(segment.speaker) }
  })
}
