import { lastQuestion, oneLine, textOf, turnsOnly } from '@/lib/core/conversation/conversation'
import { defineTaskType } from '@/lib/core/task-type'
import { aggregations } from './aggregations'
import { rankingDistance } from './distance'
import { exporters } from './exporters'
import { RankingConfigForm, RankingLabeler, RankingReview } from './labeler'
import { longTable } from './long-table'
import { rankingMeasures } from './measures'
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
  type View,
} from './schema'
import { rankingSummary } from './summary'

export const ranking = defineTaskType<Line, Payload, View, Answer, Config>({
  name: 'Ranking',
  description: 'Order three to ten responses to a prompt from best to worst.',
  icon: 'list-ordered',
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
  blind: ({ prompt, responses }) => ({
    prompt: turnsOnly(prompt),
    responses: responses.map(({ content }) => ({ content: turnsOnly(content), model: null })),
  }),
  alternatives: ({ responses }) => responses.length,
  answerFor,
  goldFor,
  distance: rankingDistance,
  measures: (units, _config, options) => rankingMeasures(units, options),
  category: null,
  comparison: {
    makers: ({ responses }) => responses.map(({ model }) => model),
    ranks: ({ ranks }) => ranks,
  },
  summary: rankingSummary,
  title: ({ prompt }) => oneLine(lastQuestion(prompt)),
  exporters,
  aggregations,
  splitKey: ({ prompt }) => ({ text: textOf(prompt) }),
  longTable,
  samples,
  Labeler: RankingLabeler,
  Review: RankingReview,
  ConfigForm: RankingConfigForm,
  oneKey: true,
})
