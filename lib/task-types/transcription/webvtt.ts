import type { ExportChunk, ExportContext, FileExporter } from '@/lib/core/export/contract'
import { cuesOf } from '@/lib/core/formats/recordings'
import { vttText } from '@/lib/core/formats/webvtt'
import { annotatorFiles, safeName } from '@/lib/task-types/annotator-files'
import type { Answer, Config, Payload } from './schema'
import { type SpeechTask, transcriptionOf } from './utterances'

/**
 * WebVTT (W3C): one file for each annotation and one for a reviewer's verdict, one cue a segment; a transcript without segments is one
 * cue over the recording.
 */
export const webvtt: FileExporter<Payload, Answer, Config> = {
  label: 'WebVTT subtitles',
  description:
    'Players and subtitle editors. One file a recording and annotator, and one named reviewed where a reviewer settled it; confidence and agreement have no place in it.',
  write: writeWebvtt,
}

async function* writeWebvtt(
  tasks: AsyncIterable<SpeechTask>,
  context: ExportContext<Config>,
): AsyncIterable<ExportChunk> {
  const fileOf = annotatorFiles()
  const written = new Set<string>()
  const newName = (wanted: string, id: string) => {
    // Two recordings may share a name, one annotator may not answer a task twice: the id tells them apart.
    const name = written.has(wanted.toLowerCase()) ? `${wanted}.${safeName(id)}` : wanted
    written.add(name.toLowerCase())
    return name
  }
  for await (const task of tasks) {
    const name = safeName(context.mediaName(task.payload.audio).replace(/\.[^./]+$/, ''))
    const file = (wanted: string, id: string, answer: Answer): ExportChunk => {
      context.tally.count('files')
      const cues = cuesOf({ duration: task.payload.audio.durationSeconds }, transcriptionOf(answer), context.tally)
      return { file: `${newName(wanted, id)}.vtt`, data: vttText(cues) }
    }
    for (const { id, annotator, answer } of task.annotations)
      yield file(annotator === '' ? name : `${name}.${fileOf(annotator)}`, id, answer)
    if (task.adjudicated !== null) yield file(`${name}.reviewed`, task.id, task.adjudicated.answer)
  }
}
