import 'server-only'
import { z } from 'zod'
import { labelAggregations } from '@/lib/core/aggregation/label-verdicts'
import { AppError } from '@/lib/core/errors'
import { type AnyTaskType, defineTaskType } from '@/lib/core/task-type'

const payload = z.object({ text: z.string(), secret: z.string().optional() })
const config = z.object({ labels: z.array(z.string()).default(['a', 'b', 'c']) })
type Payload = z.infer<typeof payload>
type Config = z.infer<typeof config>

const Nothing = () => null

/** The smallest task type that shows all the queue needs of one: a text, three alternatives, one label as answer. */
const fake = defineTaskType<Payload, Payload, { text: string }, { label: string }, Config>({
  name: 'Fake',
  description: 'For tests',
  icon: 'flask',
  line: payload,
  config,
  defaultConfig: { labels: ['a', 'b', 'c'] },
  payload,
  media: () => [],
  store: (line) => line,
  mediaOf: () => [],
  view: ({ text }) => ({ text }),
  blind: ({ text }) => ({ text }),
  alternatives: () => 3,
  answerFor: (_, { labels }) => z.strictObject({ label: z.enum(labels) }),
  goldFor: (_, { labels }) => z.strictObject({ label: z.enum(labels) }),
  distance: (a, b) => Number(a.label !== b.label),
  measures: () => ({}),
  category: null,
  summary: ({ label }) => label,
  title: ({ text }) => text,
  longTable: { columns: [], row: (answer) => ({ value: answer }), runs: () => [], distance: () => null },
  exporters: {},
  aggregations: labelAggregations<{ label: string }, Config>({
    of: ({ label }) => label,
    answer: (label) => ({ label }),
  }),
  splitKey: ({ text }) => ({ text }),
  samples: [],
  Labeler: Nothing,
  Review: Nothing,
  ConfigForm: Nothing,
  oneKey: false,
})

/** Stands in for lib/task-types/registry: `vi.mock('@/lib/task-types/registry', () => import('../testing/fake-task-type'))`. Every id is the fake type. */
export const taskTypes: Record<string, AnyTaskType> = { sentiment: fake }

export function isTaskTypeId(id: string): boolean {
  return id in taskTypes
}

export function taskTypeOf(id: string): AnyTaskType {
  const type = taskTypes[id]
  if (!type) throw new AppError('bad-input', `There is no task type “${id}”.`)
  return type
}
