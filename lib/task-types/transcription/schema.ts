import { z } from 'zod'
import { mediaPath, storedAudio } from '@/lib/task-types/stored-media'

const longestText = 200_000
const mostSegments = 10_000
/** Players and decoders differ by this much (seconds) about where a recording ends. */
const endSlack = 0.05

const languageTag = z
  .string()
  .regex(/^[a-z]{2,3}(-[a-z0-9]{2,8})*$/i, 'Give the language as a tag such as en, zh or pt-BR.')

export const lineSchema = z.object({
  audio: mediaPath('audio'),
  language: languageTag.nullish(),
  hypothesis: z
    .string({ error: 'Give "hypothesis" as text: the transcript to start from.' })
    .max(longestText, 'The hypothesis is longer than 200,000 characters.')
    .nullish(),
})
export type Line = z.infer<typeof lineSchema>

export const payloadSchema = z.object({
  audio: storedAudio,
  language: z.string().nullable(),
  hypothesis: z.string().nullable(),
})
export type Payload = z.infer<typeof payloadSchema>

/** What a labeler's browser gets: never the file's name, which may give the answer away. */
export interface View {
  audio: { id: string; durationSeconds: number }
  language: string | null
  hypothesis: string | null
}

const speakerName = z
  .string()
  .trim()
  .min(1, 'A speaker needs a name.')
  .max(60, 'A speaker’s name may have 60 characters at most.')

export const configSchema = z.object({
  /** Text in timed pieces instead of one text. */
  segments: z.boolean().default(false),
  /** Names a segment may carry; empty: no speakers. */
  speakers: z
    .array(speakerName)
    .max(50, 'At most 50 speakers.')
    .refine((names) => new Set(names).size === names.length, 'Two speakers have the same name.')
    .default([]),
  /** What the distance between two transcripts counts. `auto`: characters where words are not set apart by spaces (Chinese, Japanese, Thai …). */
  unit: z.enum(['auto', 'word', 'character']).default('auto'),
})
export type Config = z.infer<typeof configSchema>

export const defaultConfig: Config = { segments: false, speakers: [], unit: 'auto' }

const seconds = z.number({ error: 'Give start and end as numbers of seconds.' })

const segmentSchema = z.object({
  start: seconds.min(0, 'A segment cannot begin before the recording.'),
  end: seconds,
  text: z.string(),
  speaker: z.string().optional(),
})
export type Segment = z.infer<typeof segmentSchema>

export interface Answer {
  text: string
  segments?: Segment[] | undefined
}

/** The text, and where the project asks for segments their times, in order, inside this recording. An empty text says: no speech. */
export function answerFor(payload: Payload, config: Config): z.ZodType<Answer> {
  const text = z
    .string({ error: 'Give the transcript as "text".' })
    .max(longestText, 'The transcript is longer than 200,000 characters.')
  if (!config.segments) return z.strictObject({ text }, { error: noSegments })
  return z.object({ text, segments: segmentsIn(payload, config).optional() })
}

/** A full answer, or the text alone. */
export function goldFor(payload: Payload, config: Config): z.ZodType<Answer> {
  return z.union([
    answerFor(payload, config),
    z
      .string()
      .max(longestText)
      .transform((text) => ({ text })),
  ])
}

function noSegments(issue: { code?: string | undefined }): string | undefined {
  return issue.code === 'unrecognized_keys' ? 'This project takes "text" only, no timed segments.' : undefined
}

function segmentsIn(payload: Payload, config: Config) {
  const { durationSeconds } = payload.audio
  const checked = segmentSchema.superRefine((segment, issue) => {
    const refuse = (path: keyof Segment, message: string) => issue.addIssue({ code: 'custom', path: [path], message })
    if (segment.end <= segment.start) refuse('end', 'The segment ends before it begins. Give an end after the start.')
    if (segment.end > durationSeconds + endSlack) {
      refuse('end', `The segment ends at ${segment.end} s, after the recording, which lasts ${durationSeconds} s.`)
    }
    if (segment.speaker === undefined || config.speakers.includes(segment.speaker)) return
    const remedy = config.speakers.length > 0 ? `Use ${config.speakers.join(', ')}.` : 'This project has no speakers.'
    refuse('speaker', `“${segment.speaker}” is not a speaker of this project. ${remedy}`)
  })
  return z
    .array(checked)
    .max(mostSegments, 'More than 10,000 segments. Send fewer.')
    .refine(inOrder, 'The segments are not in order. Sort them by their start.')
}

function inOrder(segments: readonly Segment[]): boolean {
  return segments.every((segment, index) => index === 0 || (segments[index - 1]?.start ?? 0) <= segment.start)
}
