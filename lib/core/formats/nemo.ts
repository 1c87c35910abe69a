import { AppError } from '../errors'
import { plainText } from '../long-table/row'
import type { FormatFile, FormatTally } from './format-file'
import { milliseconds, type Recording, type SpeechSegment, type Transcription, transcriptOf } from './recordings'

/** NeMo's manifest: one line a segment with `offset` and `duration` in seconds to the nearest millisecond, or one a
 * recording. */
export function writeNemo(recordings: readonly Recording[], tally: FormatTally): FormatFile[] {
  const rows = recordings.flatMap((recording) => nemoRows(recording, tally))
  return [{ file: 'manifest.jsonl', data: rows.map((row) => `${JSON.stringify(row)}\n`).join('') }]
}

/** The lines of one recording. */
export function nemoRows(recording: Recording, tally: FormatTally): Record<string, unknown>[] {
  return recording.answers.flatMap((answer) =>
    utterances(recording, answer).flatMap((utterance) => {
      const text = utterance.text.trim().replace(/\s+/gu, ' ')
      if (text === '') {
        tally.count('empty texts left out')
        return []
      }
      if (utterance.duration === null) tally.count('recordings without a known duration')
      const annotator = answer.annotator === '' ? {} : { annotator: answer.annotator }
      return [{ audio_filepath: recording.audio, ...utterance, text, ...annotator }]
    }),
  )
}

function utterances({ duration }: Recording, { text, segments }: Transcription) {
  if (segments === null) return [{ duration, text }]
  return segments
    .toSorted((a, b) => a.start - b.start || a.end - b.end)
    .map(({ start, end, text: words, speaker }) => ({
      offset: milliseconds(start) / 1000,
      duration: Math.max(milliseconds(end) - milliseconds(start), 1) / 1000,
      text: words,
      ...(speaker === null ? {} : { speaker }),
    }))
}

/** Lines of one file and annotator make one transcript. @throws AppError `bad-input` */
export function readNemo(rows: Iterable<Record<string, unknown>>): Recording[] {
  const recordings = new Map<string, Recording>()
  const segmentsOf = new Map<Transcription, SpeechSegment[]>()
  for (const row of rows) {
    const { audio, text, offset, duration, speaker } = fieldsOf(row)
    const annotator = plainText(row.annotator) ?? ''
    const recording = recordings.get(audio) ?? { item: audio, audio, duration: null, answers: [] }
    recordings.set(audio, recording)
    if (offset === null) {
      recording.duration = duration
      recording.answers.push({ annotator, text, segments: null })
      continue
    }
    if (duration === null) throw refused('duration', 'a segment with an offset needs its duration in seconds.')
    const answer = recording.answers.find((own) => own.annotator === annotator && own.segments !== null)
    const own = answer ?? { annotator, text: '', segments: [] }
    if (!answer) recording.answers.push(own)
    const segments = segmentsOf.get(own) ?? []
    segmentsOf.set(own, segments)
    segments.push({ start: offset, end: (milliseconds(offset) + milliseconds(duration)) / 1000, text, speaker })
  }
  return [...recordings.values()].map((recording) => ({
    ...recording,
    answers: recording.answers.map((answer) => {
      const segments = segmentsOf.get(answer)
      return segments ? transcriptOf(segments, answer.annotator) : answer
    }),
  }))
}

function fieldsOf(row: Record<string, unknown>) {
  const seconds = (field: string): number | null => {
    const value = row[field]
    if (value === undefined || value === null) return null
    if (typeof value === 'number' && Number.isFinite(value) && value >= 0) return value
    throw refused(field, 'give seconds as a number.')
  }
  const { audio_filepath: audio, text, speaker } = row
  if (typeof audio !== 'string' || audio === '') throw refused('audio_filepath', 'give the path of the recording.')
  if (typeof text !== 'string') throw refused('text', 'give the transcript as text.')
  return {
    audio,
    text,
    offset: seconds('offset'),
    duration: seconds('duration'),
    speaker: typeof speaker === 'string' ? speaker : null,
  }
}

function refused(field: string, problem: string): AppError {
  return new AppError('bad-input', `field “${field}”: ${problem}`, { detail: { field } })
}
