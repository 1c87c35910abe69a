import { AppError } from '@/lib/core/errors'
import { defineTaskType } from '@/lib/core/task-type'
import { aggregations } from './aggregations'
import { transcriptDistance } from './distance'
import { exporters } from './exporters'
import { TranscriptionConfigForm, TranscriptionLabeler, TranscriptionReview } from './labeler'
import { longTable } from './long-table'
import { measures } from './measures'
import { samples } from './samples'
import {
  type Answer,
  answerFor,
  type Config,
  configSchema,
  defaultConfig,
  goldFor,
  type Line,
  lineSchema,
  type Payload,
  payloadSchema,
  type View,
} from './schema'
import { transcriptSummary } from './summary'

export const transcription = defineTaskType<Line, Payload, View, Answer, Config>({
  name: 'Transcription',
  description: 'What is said in a recording, as text or in timed segments.',
  icon: 'audio-lines',
  line: lineSchema,
  config: configSchema,
  defaultConfig,
  payload: payloadSchema,
  media: (line) => [{ name: line.audio, kind: 'audio' }],
  store: (line, media) => {
    const audio = payloadSchema.shape.audio.safeParse(media.get(line.audio))
    if (audio.success)
      return { audio: audio.data, language: line.language ?? null, hypothesis: line.hypothesis ?? null }
    throw new AppError(
      'invalid-content',
      `“${line.audio}” is not a stored recording. Send the recording along with the lines.`,
      {
        detail: { field: 'audio' },
        cause: audio.error,
      },
    )
  },
  mediaOf: (payload) => [payload.audio],
  view: ({ audio, language, hypothesis }) => ({
    audio: { id: audio.id, durationSeconds: audio.durationSeconds },
    language,
    hypothesis,
  }),
  blind: ({ audio, language, hypothesis }) => ({ audio: { ...audio, name: '', sha256: '' }, language, hypothesis }),
  alternatives: () => 0,
  answerFor,
  goldFor,
  distance: transcriptDistance,
  measures,
  category: null,
  summary: transcriptSummary,
  title: (payload) => [...payload.audio.name].slice(0, 140).join(''),
  exporters,
  aggregations,
  splitKey: ({ audio }) => ({ media: audio.sha256 }),
  longTable,
  samples,
  Labeler: TranscriptionLabeler,
  Review: TranscriptionReview,
  ConfigForm: TranscriptionConfigForm,
  oneKey: false,
})
