import 'server-only'
import { z } from 'zod'
import { AppError } from '@/lib/core/errors'
import type { AnyTaskType } from '@/lib/core/task-type'

const payload = z.object({ text: z.string(), secret: z.string().optional() })
const config = z.object({ labels: z.array(z.string()).default(['a', 'b', 'c']) })

export type PlainText = z.infer<typeof payload>
export type LabelConfig = z.infer<typeof config>
type Labeled = { label: string }

const Nothing = () => null

/** What task types for tests share: a text, and one label as answer. */
export const labeledText = {
  name: 'Fake',
  description: 'For tests',
  icon: 'flask',
  line: payload,
  config,
  defaultConfig: { labels: ['a', 'b', 'c'] },
  payload,
  media: () => [],
  store: (line: PlainText) => line,
  mediaOf: () => [],
  view: ({ text }: PlainText) => ({ text }),
  blind: ({ text }: PlainText) => ({ text }),
  splitKey: ({ text }: PlainText) => ({ text }),
  distance: (a: Labeled, b: Labeled) => Number(a.label !== b.label),
  measures: () => ({}),
  summary: ({ label }: Labeled) => label,
  title: ({ text }: PlainText) => text,
  longTable: { columns: [], row: (value: Labeled) => ({ value }), runs: () => [], distance: () => null },
  samples: [],
  Labeler: Nothing,
  Review: Nothing,
  ConfigForm: Nothing,
  oneKey: false,
}

/** What lib/task-types/registry gives, with one task type for all tests. */
export function fakeRegistry(type: AnyTaskType) {
  const taskTypes: Record<string, AnyTaskType> = { sentiment: type }
  return {
    taskTypes,
    isTaskTypeId: (id: string): boolean => id in taskTypes,
    taskTypeOf: (id: string): AnyTaskType => {
      const found = taskTypes[id]
      if (!found) throw new AppError('bad-input', `There is no task type “${id}”.`)
      return found
    },
  }
}
