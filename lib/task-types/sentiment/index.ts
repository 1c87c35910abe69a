import { oneLine } from '@/lib/core/conversation/conversation'
import { defineTaskType } from '@/lib/core/task-type'
import { aggregations } from './aggregations'
import { sentimentDistance } from './distance'
import { exporters } from './exporters'
import { SentimentConfigForm, SentimentLabeler, SentimentReview } from './labeler'
import { longTable } from './long-table'
import { countedSentimentFigures, sentimentFigures } from './measures'
import { samples } from './samples'
import {
  type Answer,
  answerFor,
  type Config,
  configSchema,
  defaultConfig,
  goldFor,
  type Line,
  labelsOf,
  lineSchema,
  type Payload,
  type View,
} from './schema'
import { labelNames } from './summary'

export const sentiment = defineTaskType<Line, Payload, View, Answer, Config>({
  name: 'Sentiment',
  description: 'Judge a text: one label of a set or a scale, or all that hold.',
  icon: 'smile',
  line: lineSchema,
  config: configSchema,
  defaultConfig,
  payload: lineSchema,
  media: () => [],
  store: ({ text }) => ({ text }),
  mediaOf: () => [],
  view: ({ text }) => ({ text }),
  blind: ({ text }) => ({ text }),
  alternatives: () => 0,
  answerFor,
  goldFor,
  distance: sentimentDistance,
  measures: sentimentFigures,
  category: {
    categories: (config) => config.labels.map(({ value }) => value),
    of: (answer) => {
      const [label = null, ...others] = labelsOf(answer)
      return others.length > 0 ? null : label
    },
    level: (config) => (config.multiple ? 'nominal' : config.scale),
    counts: { seen: (answer) => answer, figures: countedSentimentFigures },
  },
  summary: labelNames,
  title: ({ text }) => oneLine(text),
  exporters,
  aggregations,
  splitKey: ({ text }) => ({ text }),
  longTable,
  samples,
  Labeler: SentimentLabeler,
  Review: SentimentReview,
  ConfigForm: SentimentConfigForm,
  oneKey: true,
})
