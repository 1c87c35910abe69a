import 'server-only'
import { z } from 'zod'
import { labelAggregations } from '@/lib/core/aggregation/label-verdicts'
import { defineTaskType } from '@/lib/core/task-type'

import { fakeRegistry, type LabelConfig, labeledText, type PlainText } from './labeled-text'

type Answer = { label: string }

/** The smallest task type that shows all the queue needs of one: a text, three alternatives, one label as answer. */
const fake = defineTaskType<PlainText, PlainText, { text: string }, Answer, LabelConfig>({
  ...labeledText,
  alternatives: () => 3,
  answerFor: (_, { labels }) => z.strictObject({ label: z.enum(labels) }),
  goldFor: (_, { labels }) => z.strictObject({ label: z.enum(labels) }),
  category: null,
  exporters: {},
  aggregations: labelAggregations<Answer, LabelConfig>({
    of: ({ label }) => label,
    answer: (label) => ({ label }),
  }),
})

/** Stands in for lib/task-types/registry: `vi.mock('@/lib/task-types/registry', () => import('../testing/fake-task-type'))`. */
export const { taskTypes, isTaskTypeId, taskTypeOf } = fakeRegistry(fake)
