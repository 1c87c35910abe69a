import { readNemo } from '../formats/nemo'
import { dateIn, freeFields, idOf, textIn } from './fields'
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
    id: idOf(row.sentence_id) === null ? null : audio,
    meta: freeFields(row, 'path', 'sentence', 'locale'),
    annotations: [{ annotator: '', answer: { text: typeof row.sentence === 'string' ? row.sentence : '' } }],
  }
}

const textColumns = ['transcription', 'text', 'sentence', 'transcript']

/** Hugging Face's audiofolder: metadata.csv or .jsonl beside the recordings. */
export const audiofolder: Mirror = {
  label: 'Hugging Face audiofolder (zip)',
  description:
    'metadata.csv or metadata.jsonl with file_name and transcription, recordings beside it. Other columns are kept as free fields.',
  taskTypes: ['transcription'],
  detect: ({ row }) => row !== null && 'file_name' in row && textColumns.some((column) => column in row),
  read: (source) => mirroredRows(source, { task: ([{ value }]) => taskOfFile(value) }),
}

function taskOfFile(row: Row): MirroredContent {
  const audio = textIn(row.file_name)
  if (audio === null) throw refused('file_name', 'Give the name of the recording.')
  const column = textColumns.find((name) => name in row) ?? ''
  const text = row[column]
  return {
    task: { audio, ...languageOf(row.language) },
    id: idOf(row.id),
    meta: freeFields(row, 'file_name', 'language', 'id', column),
    annotations: [{ annotator: textIn(row.annotator) ?? '', answer: { text: typeof text === 'string' ? text : '' } }],
  }
}
