import { byText } from './boxed-images'
import type { FormatTally } from './format-file'
import { snapped } from './percent'

export interface SpeechSegment {
  /** Seconds, start < end. */
  start: number
  end: number
  text: string
  speaker: string | null
}

export interface Transcription {
  annotator: string
  /** The whole text, where there are no segments. */
  text: string
  segments: SpeechSegment[] | null
}

export interface Recording {
  /** What the item is called. */
  item: string
  /** Path of the audio file. */
  audio: string
  /** Seconds; null where nobody said. */
  duration: number | null
  answers: Transcription[]
}

/** Recordings by name, annotators by name, segments by their start. */
export function recordingsInOrder(recordings: readonly Recording[]): Recording[] {
  return recordings
    .map((recording) => ({
      ...recording,
      answers: recording.answers.toSorted((a, b) => byText(a.annotator, b.annotator)),
    }))
    .toSorted((a, b) => byText(a.item, b.item))
}

export interface Cue {
  /** Whole milliseconds, start < end. */
  start: number
  end: number
  text: string
  speaker: string | null
}

/**
 * The timed pieces of a transcript, to the nearest millisecond, by start; a text without times becomes one piece over the recording.
 * Empty texts, and texts without times whose recording has no known length, are left out and counted.
 */
export function cuesOf(
  { duration }: Pick<Recording, 'duration'>,
  { text, segments }: Transcription,
  tally: FormatTally,
): Cue[] {
  const timed = segments ?? (duration === null ? null : [{ start: 0, end: duration, text, speaker: null }])
  if (timed === null) {
    if (text.trim() !== '') tally.count('texts without times left out (give segments, or duration)')
    return []
  }
  return timed
    .filter((segment) => {
      const spoken = segment.text.trim() !== ''
      if (!spoken) tally.count('empty texts left out')
      return spoken
    })
    .map(({ start, end, ...words }) => {
      const from = milliseconds(start)
      return { ...words, start: from, end: Math.max(milliseconds(end), from + 1) }
    })
    .toSorted((a, b) => a.start - b.start || a.end - b.end)
}

/** To the nearest millisecond; 1.0005 s is meant as a half although its double lies a hair below. */
export function milliseconds(seconds: number): number {
  return Math.round(snapped(seconds * 1000))
}

/** `HH:MM:SS` + separator + `mmm`. Hours never wrap and have two digits at least. */
export function clockTime(ms: number, separator: '.' | ','): string {
  const two = (value: number) => String(value).padStart(2, '0')
  const seconds = Math.floor(ms / 1000)
  const clock = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60].map(two).join(':')
  return `${clock}${separator}${String(ms % 1000).padStart(3, '0')}`
}

/** Seconds of `[HH:]MM:SS.mmm` or with a comma; null where it is none. */
export function secondsOf(clock: string): number | null {
  const [, hours = '0', minutes, seconds, fraction] = /^(?:(\d+):)?([0-5]?\d):([0-5]\d)[.,](\d{3})$/.exec(clock) ?? []
  if (minutes === undefined || seconds === undefined || fraction === undefined) return null
  return (Number(hours) * 3_600_000 + Number(minutes) * 60_000 + Number(seconds) * 1000 + Number(fraction)) / 1000
}

/** Cues as a transcript: its text is that of all cues. */
export function transcriptOf(cues: readonly SpeechSegment[], annotator: string): Transcription {
  return { annotator, text: cues.map(({ text }) => text).join(' '), segments: [...cues] }
}
