import type { ExportContext, FileExporter } from '@/lib/core/export/contract'
import { jsonl } from '@/lib/core/export/jsonl'
import type { Answer, Config, Payload } from './schema'
import { languageOf, recordingOf, type SpeechTask } from './utterances'

/** NeMo speech manifest: one line an utterance with audio_filepath, duration and text; a segment adds offset and speaker. */
export const nemo: FileExporter<Payload, Answer, Config> = {
  label: 'NeMo manifest',
  description:
    'Speech recognition training with NeMo and tools that read its manifest. One line a segment of the final transcript, or a recording where there are none; empty texts are left out.',
  write: (tasks, context) => jsonl('manifest.jsonl', manifest(tasks, context)),
}

async function* manifest(tasks: AsyncIterable<SpeechTask>, context: ExportContext<Config>) {
  for await (const task of tasks) {
    const recording = recordingOf(task, context)
    if (recording === null) continue
    const language = languageOf(task)
    const about = {
      ...(language === null ? {} : { lang: language }),
      id: task.rowId,
      n_annotators: task.annotations.length,
      agreement: task.agreement,
    }
    for (const utterance of utterances(task.payload, task.verdict.answer)) {
      if (utterance.text === '') {
        context.tally.count('empty texts left out')
        continue
      }
      context.tally.count('utterances')
      yield { audio_filepath: recording.audio, ...utterance, ...about }
    }
  }
}

function utterances({ audio }: Payload, answer: Answer | null) {
  if (answer === null) return []
  if (!answer.segments || answer.segments.length === 0) {
    return [{ duration: audio.durationSeconds, text: answer.text.trim() }]
  }
  return answer.segments.map(({ start, end, text, speaker }) => ({
    offset: start,
    duration: round(end - start),
    text: text.trim(),
    ...(speaker === undefined ? {} : { speaker }),
  }))
}

/** To the microsecond: 2.32 − 0.28 is 2.0399999999999996 in doubles. */
function round(seconds: number): number {
  return Math.round(seconds * 1e6) / 1e6
}
