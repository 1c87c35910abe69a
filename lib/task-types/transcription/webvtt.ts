import type { ExportChunk, ExportContext, ExportedTask, Exporter } from '@/lib/core/export/contract'
import { annotatorFiles, safeName } from '@/lib/task-types/annotator-files'
import type { Answer, Config, Payload, Segment } from './schema'

type SpeechTask = ExportedTask<Payload, Answer>

/** WebVTT (W3C): one file for each annotation, one cue a segment; a transcript without segments is one cue over the recording. */
export const webvtt: Exporter<Payload, Answer, Config> = {
  label: 'WebVTT subtitles',
  description:
    'Players and subtitle editors. One file a recording and annotator; confidence and agreement have no place in it.',
  write: writeWebvtt,
}

async function* writeWebvtt(
  tasks: AsyncIterable<SpeechTask>,
  context: ExportContext<Config>,
): AsyncIterable<ExportChunk> {
  const fileOf = annotatorFiles()
  const written = new Set<string>()
  for await (const task of tasks) {
    for (const annotation of task.annotations) {
      const recording = safeName(context.mediaName(task.payload.audio).replace(/\.[^./]+$/, ''))
      const annotator = annotation.annotator === '' ? '' : `.${fileOf(annotation.annotator)}`
      const plain = `${recording}${annotator}`
      // Two recordings may share a name, one annotator may not answer a task twice: the annotation's id tells them apart.
      const name = written.has(plain.toLowerCase()) ? `${plain}.${annotation.id}` : plain
      written.add(name.toLowerCase())
      context.tally.count('files')
      yield { file: `${name}.vtt`, data: subtitles(task.payload, annotation.answer) }
    }
  }
}

function subtitles({ audio }: Payload, answer: Answer): string {
  const whole: Segment = { start: 0, end: audio.durationSeconds, text: answer.text }
  const segments = answer.segments && answer.segments.length > 0 ? answer.segments : [whole]
  const cues = segments.filter((segment) => segment.text.trim() !== '').map(cue)
  return `${['WEBVTT', ...cues].join('\n\n')}\n`
}

function cue({ start, end, text, speaker }: Segment): string {
  const from = Math.round(start * 1000)
  const to = Math.max(Math.round(end * 1000), from + 1)
  const voice = speaker === undefined ? '' : `<v ${escaped(speaker)}>`
  return `${timestamp(from)} --> ${timestamp(to)}\n${voice}${escaped(text)}`
}

/** HH:MM:SS.mmm */
export function timestamp(milliseconds: number): string {
  const two = (value: number) => String(value).padStart(2, '0')
  const seconds = Math.floor(milliseconds / 1000)
  return `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}.${String(milliseconds % 1000).padStart(3, '0')}`
}

/** Cue text: &, < and > as entities (which also breaks up '-->'), and no empty line, which would end the cue. */
function escaped(text: string): string {
  return text
    .trim()
    .replace(/\s*[\r\n]+\s*/g, '\n')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
}
