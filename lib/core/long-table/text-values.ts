import type { TimedSegment } from '../text/segments'
import { finiteNumber, isRecord, type Row, rowError, structured } from './row'
import type { ValueReader } from './unit-collector'

/** A transcript: what was said, and when, where times were marked. */
export interface Transcript {
  text: string
  segments: (TimedSegment & { text: string | null; speaker: string | null })[] | null
}

/** A cell that starts like this is meant as JSON; `{laughs} yes` is a text. */
const LOOKS_LIKE_JSON = /^\s*\{\s*("|\})/

/** `"the text"` or `{ text, segments: [{ start, end, text, speaker }] }`, times in seconds. */
export const textReader: ValueReader<Transcript> = (row, column) => {
  const field = row.fields[column]
  const value =
    row.cells && typeof field === 'string' && !LOOKS_LIKE_JSON.test(field) ? field : structured(row, column, field)
  if (typeof value === 'string') return { text: value, segments: null }
  if (!isRecord(value) || typeof value.text !== 'string') {
    throw rowError(row, column, 'give a text, or an object with text and segments.')
  }
  if (value.segments === undefined || value.segments === null) return { text: value.text, segments: null }
  if (!Array.isArray(value.segments))
    throw rowError(row, column, 'segments must be a list of objects with start and end.')
  return {
    text: value.text,
    segments: value.segments.map((entry: unknown, index) => segmentOf(row, column, entry, index + 1)),
  }
}

function segmentOf(row: Row, column: string, entry: unknown, number: number) {
  if (!isRecord(entry)) throw rowError(row, column, `segment ${number} is no object; give start and end in seconds.`)
  const start = finiteNumber(row, entry.start)
  const end = finiteNumber(row, entry.end)
  if (start === null || end === null || start < 0 || end <= start) {
    throw rowError(row, column, `segment ${number}: give start and end in seconds, the end after the start.`)
  }
  const words = (value: unknown): string | null => (typeof value === 'string' ? value : null)
  return { start, end, text: words(entry.text), speaker: words(entry.speaker) }
}
