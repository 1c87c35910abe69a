import type { ExportContext, ExportedTask } from '@/lib/core/export/contract'
import type { Recording } from '@/lib/core/formats/recordings'
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
  const segments = answer.segments && answer.segments.length > 0 ? answer.segments : null
  return {
    item: audio,
    audio,
    duration: task.payload.audio.durationSeconds,
    answers: [
      {
        annotator: '',
        text: answer.text,
        segments: segments?.map(({ speaker, ...timed }) => ({ ...timed, speaker: speaker ?? null })) ?? null,
      },
    ],
  }
}

export function languageOf(task: SpeechTask): string | null {
  return task.language ?? task.payload.language
}
