import { z } from 'zod'
import { AppError } from '../errors'
import type { FormatFile, FormatTally } from './format-file'
import { annotatorOf, type LabelStudioTask, tasksOf } from './label-studio'
import { type Recording, type SpeechSegment, type Transcription, transcriptOf } from './recordings'

/** Label Studio's JSON for transcripts: a text area for the whole recording, or regions of time with their text and speaker. */
export function writeLabelStudioSpeech(recordings: readonly Recording[]): FormatFile[] {
  const tasks = recordings.map(({ audio, duration, answers }, index) => ({
    id: index + 1,
    data: { audio, ...(duration === null ? {} : { duration }) },
    annotations: answers.map((answer) => ({
      ...(answer.annotator === '' ? {} : { completed_by: { email: answer.annotator } }),
      result: regionsOf(answer, duration, index + 1),
    })),
  }))
  return [{ file: 'label-studio.json', data: `${JSON.stringify(tasks, null, 1)}\n` }]
}

const area = { type: 'textarea', from_name: 'transcription', to_name: 'audio' }

function regionsOf({ text, segments }: Transcription, duration: number | null, task: number) {
  const length = duration === null ? {} : { original_length: duration }
  if (segments === null) return [{ id: `${task}-0`, ...area, ...length, value: { text: [text] } }]
  return segments.flatMap(({ start, end, text: words, speaker }, index) => {
    const id = `${task}-${index + 1}`
    const region = { id, to_name: 'audio', ...length }
    const labels = speaker === null ? {} : { labels: [speaker] }
    return [
      { ...region, type: 'labels', from_name: 'labels', value: { start, end, channel: 0, ...labels } },
      { ...region, ...area, value: { start, end, channel: 0, text: [words] } },
    ]
  })
}

const seconds = z.number().min(0)
const regionSchema = z.looseObject({
  id: z.union([z.string(), z.number()]).nullish(),
  type: z.string(),
  value: z.looseObject({
    start: seconds.nullish(),
    end: seconds.nullish(),
    text: z.union([z.array(z.string()), z.string()]).nullish(),
    labels: z.array(z.string()).nullish(),
  }),
})

/** @throws AppError `bad-input` */
export function readLabelStudioSpeech(value: unknown, tally: FormatTally): Recording[] {
  return tasksOf(value, tally).map((task) => {
    const audio = task.data.audio
    if (typeof audio !== 'string')
      throw new AppError('bad-input', `task ${task.id ?? 'without an id'}: data names no audio.`)
    const duration = typeof task.data.duration === 'number' ? task.data.duration : null
    return { item: audio, audio, duration, answers: (task.annotations ?? []).flatMap((own) => answerOf(own, tally)) }
  })
}

function answerOf(
  annotation: NonNullable<LabelStudioTask['annotations']>[number],
  tally: FormatTally,
): Transcription[] {
  if (annotation.was_cancelled) {
    tally.count('skipped annotations left out')
    return []
  }
  const segments = new Map<string, SpeechSegment>()
  const whole: string[] = []
  for (const [index, raw] of annotation.result.entries()) {
    const region = regionSchema.safeParse(raw)
    if (!region.success)
      throw new AppError('bad-input', `a region of type ${raw.type} cannot be read.`, { cause: region.error })
    const { id, value } = region.data
    const text = Array.isArray(value.text) ? value.text.join('\n') : (value.text ?? null)
    if (typeof value.start !== 'number' || typeof value.end !== 'number') {
      if (text !== null) whole.push(text)
      continue
    }
    const key = String(id ?? index)
    const own = segments.get(key) ?? { start: value.start, end: value.end, text: '', speaker: null }
    segments.set(key, { ...own, text: text ?? own.text, speaker: value.labels?.[0] ?? own.speaker })
  }
  const annotator = annotatorOf(annotation)
  if (segments.size > 0) return [transcriptOf([...segments.values()], annotator)]
  return [{ annotator, text: whole.join('\n'), segments: null }]
}
