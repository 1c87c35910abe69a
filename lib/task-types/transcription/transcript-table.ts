import type { Column, ExportContext, Row, TableExporter } from '@/lib/core/export/contract'
import { idColumn, taskColumns, taskFields } from '@/lib/core/export/task-columns'
import type { Answer, Config, Payload } from './schema'
import { languageOf, type SpeechTask } from './utterances'

export const segmentColumns: Column[] = [
  { name: 'start', type: 'double', about: 'seconds' },
  { name: 'end', type: 'double', about: 'seconds' },
  { name: 'text', type: 'string', about: 'what is said' },
  { name: 'speaker', type: 'string', about: 'who says it' },
]

/** One recording a row with its final transcript. */
export const transcriptTable: TableExporter<Payload, Answer, Config> = {
  label: 'Transcripts',
  description:
    'One recording a row with its final transcript and timed segments, for datasets, Whisper and spreadsheets.',
  file: 'transcripts',
  forms: ['jsonl', 'csv', 'parquet'],
  ties: 'never',
  columns: () => [
    idColumn,
    { name: 'audio', type: { media: 'audio' }, about: 'the recording' },
    { name: 'text', type: 'string', about: 'the final transcript; empty: nobody speaks' },
    { name: 'duration', type: 'double', about: 'seconds' },
    { name: 'segments', type: { list: { struct: segmentColumns } }, about: 'timed pieces, where there are any' },
    ...taskColumns,
  ],
  rows: rowsOf,
}

function rowsOf(task: SpeechTask, { mediaName, tally }: ExportContext<Config>): Row[] {
  const { answer } = task.verdict
  if (answer === null) {
    tally.count('recordings without answers')
    return []
  }
  tally.count('rows')
  return [
    {
      id: task.rowId,
      audio: mediaName(task.payload.audio),
      text: answer.text,
      duration: task.payload.audio.durationSeconds,
      segments: segmentRows(answer),
      ...taskFields(task),
      language: languageOf(task),
    },
  ]
}

export function segmentRows({ segments = [] }: Answer): Row[] {
  return segments.map(({ start, end, text, speaker = null }) => ({ start, end, text, speaker }))
}
