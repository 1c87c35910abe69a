import type { SpeechSegment, Transcription } from '../formats/recordings'
import type { MirroredAnnotation } from './mirror'

/** A transcript as an answer, with the poorer ones for projects without speakers or without times. */
export function speechAnswer({ annotator, text, segments }: Transcription): MirroredAnnotation {
  if (segments === null) return { annotator, answer: { text } }
  const ordered = segments.toSorted((a, b) => a.start - b.start)
  const timed = ordered.map(({ start, end, text: words }) => ({ start, end, text: words }))
  return {
    annotator,
    answer: { text, segments: ordered.map(withSpeaker) },
    poorer: [
      { answer: { text, segments: timed }, without: 'speakers' },
      { answer: { text }, without: 'times of segments' },
    ],
  }
}

function withSpeaker({ start, end, text, speaker }: SpeechSegment) {
  return { start, end, text, ...(speaker === null ? {} : { speaker }) }
}
