import { jsonl } from '@/lib/core/export/jsonl'
import type { ExportContext, ExportedTask, Exporter } from '@/lib/core/task-type'
import type { Answer, Config, Payload } from './schema'

type SpeechTask = ExportedTask<Payload, Answer>

/** NeMo speech manifest: one line an utterance with audio_filepath, duration and text; a segment adds offset and speaker. */
export const nemo: Exporter<Payload, Answer, Config> = {
  label: 'NeMo manifest (JSONL)',
  description:
    'Speech recognition training with NeMo and tools that read its manifest. One line a segment, or a recording where there are none; empty texts are left out.',
  write: (tasks, context) => jsonl('manifest.jsonl', manifest(tasks, context)),
}

async function* manifest(tasks: AsyncIterable<SpeechTask>, context: ExportContext<Config>) {
  for await (const task of tasks) {
    for (const annotation of task.annotations) {
      const about = {
        ...(task.payload.language === null ? {} : { lang: task.payload.language }),
        annotator: annotation.annotator,
        task_id: task.id,
        external_id: task.externalId,
        annotation_id: annotation.id,
        n_annotators: task.annotations.length,
        agreement: task.agreement,
      }
      for (const utterance of utterances(task.payload, annotation.answer)) {
        if (utterance.text === '') {
          context.tally.count('empty texts left out')
          continue
        }
        context.tally.count('utterances')
        yield { audio_filepath: context.mediaName(task.payload.audio), ...utterance, ...about }
      }
    }
  }
}

function utterances({ audio }: Payload, answer: Answer) {
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
