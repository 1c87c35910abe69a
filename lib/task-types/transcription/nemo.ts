import type { ExportContext, FileExporter } from '@/lib/core/export/contract'
import { jsonl } from '@/lib/core/export/jsonl'
import { nemoRows } from '@/lib/core/formats/nemo'
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
    for (const row of nemoRows(recording, context.tally)) {
      context.tally.count('utterances')
      yield { ...row, ...about }
    }
  }
}
