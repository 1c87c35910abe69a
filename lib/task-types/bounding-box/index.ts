import { AppError } from '@/lib/core/errors'
import { defineTaskType } from '@/lib/core/task-type'
import { aggregations } from './aggregations'
import { boxDistance } from './distance'
import { exporters } from './exporters'
import { BoundingBoxConfigForm, BoundingBoxLabeler, BoundingBoxReview } from './labeler'
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
import { boxSummary } from './summary'

export const boundingBox = defineTaskType<Line, Payload, View, Answer, Config>({
  name: 'Bounding boxes',
  description: 'Boxes with labels around the things in a picture.',
  icon: 'square-dashed',
  line: lineSchema,
  config: configSchema,
  defaultConfig,
  payload: payloadSchema,
  media: (line) => [{ name: line.image, kind: 'image' }],
  store: (line, media) => {
    const image = payloadSchema.shape.image.safeParse(media.get(line.image))
    if (image.success) return { image: image.data }
    throw new AppError(
      'invalid-content',
      `“${line.image}” is not a stored picture. Send the picture along with the lines.`,
      {
        detail: { field: 'image' },
        cause: image.error,
      },
    )
  },
  mediaOf: (payload) => [payload.image],
  view: ({ image }) => ({ image: { id: image.id, width: image.width, height: image.height } }),
  blind: ({ image }) => ({ image: { ...image, name: '', sha256: '' } }),
  alternatives: () => 0,
  answerFor,
  goldFor,
  distance: boxDistance,
  measures,
  category: null,
  summary: boxSummary,
  title: (payload) => [...payload.image.name].slice(0, 140).join(''),
  exporters,
  aggregations,
  splitKey: ({ image }) => ({ media: image.sha256 }),
  longTable,
  samples,
  Labeler: BoundingBoxLabeler,
  Review: BoundingBoxReview,
  ConfigForm: BoundingBoxConfigForm,
  oneKey: false,
})
