import type { ExportContext, ExportedTask } from '@/lib/core/export/contract'
import type { Recording, Transcription } from '@/lib/core/formats/recordings'
import type { Answer, Config, Payload } from './schema'

export type SpeechTask = ExportedTask<Payload, Answer>

/** The final transcript as the speech formats take it; null, and counted, where a task has none. */
export function recordingOf(task: SpeechTask, { mediaName, tally }: ExportContext<Config>): Recording | null {
  const { answer } = task.verdict
  if (answer === null) {
    tally.count('recordings without answers')
    return null
  }
  const audio = mediaName(task.payload.audio)
  return { item: audio, audio, duration: task.payload.audio.durationSeconds, answers: [transcriptionOf(answer)] }
}

/** An answer as the speech formats take it. A list without segments says no more than the text. */
export function transcriptionOf({ text, segments = [] }: Answer): Transcription {
  const timed = segments.map(({ start, end, text: words, speaker = null }) => ({ start, end, text: words, speaker }))
  return { annotator: '', text, segments: timed.length > 0 ? timed : null }
}

export function languageOf(task: SpeechTask): string | null {
  return task.language ?? task.payload.language
}
