import { lastQuestion, oneLine, textOf, turnsOnly } from '@/lib/core/conversation/conversation'
import { defineTaskType } from '@/lib/core/task-type'
import { aggregations } from './aggregations'
import { preferenceDistance } from './distance'
import { exporters } from './exporters'
import { PreferenceConfigForm, PreferenceLabeler, PreferenceReview } from './labeler'
import { longTable } from './long-table'
import { countedPreferenceFigures, preferenceFigures } from './measures'
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
  openChoices,
  type Payload,
  type View,
} from './schema'
import { preferenceSummary } from './summary'

export const preference = defineTaskType<Line, Payload, View, Answer, Config>({
  name: 'Preference',
  description: 'Compare two responses to a prompt: which is better, and by how much.',
  icon: 'columns-2',
  line: lineSchema,
  config: configSchema,
  defaultConfig,
  payload: lineSchema,
  media: () => [],
  store: (line) => line,
  mediaOf: () => [],
  view: ({ prompt, responses }) => ({
    prompt: turnsOnly(prompt),
    responses: responses.map(({ content }) => turnsOnly(content)),
  }),
  blind: ({ prompt, responses: [a, b] }) => ({
    prompt: turnsOnly(prompt),
    responses: [
      { content: turnsOnly(a.content), model: null },
      { content: turnsOnly(b.content), model: null },
    ],
  }),
  alternatives: () => 2,
  answerFor,
  goldFor,
  distance: preferenceDistance,
  measures: preferenceFigures,
  category: {
    categories: openChoices,
    of: ({ choice }) => choice,
    level: () => 'nominal',
    counts: {
      seen: ({ choice, strength }) => (strength === undefined ? { choice } : { choice, strength }),
      figures: countedPreferenceFigures,
    },
  },
  comparison: {
    makers: ({ responses }) => responses.map(({ model }) => model),
    ranks: ({ choice }) => ({ a: [1, 2], b: [2, 1], tie: [1, 1], 'both-bad': null })[choice],
  },
  summary: preferenceSummary,
  title: ({ prompt }) => oneLine(lastQuestion(prompt)),
  exporters,
  aggregations,
  splitKey: ({ prompt }) => ({ text: textOf(prompt) }),
  longTable,
  samples,
  Labeler: PreferenceLabeler,
  Review: PreferenceReview,
  ConfigForm: PreferenceConfigForm,
  oneKey: true,
})
