import 'server-only'
import { canonicalJson } from '@/lib/core/canonical-json'
import type { AnyTaskType } from '@/lib/core/task-type'

/** What a reviewer may start a merge from. */
export interface Suggestion {
  /** The method, as people read it. */
  label: string
  answer: unknown
}

/**
 * What the type's usual way from several answers to one makes of these: fused boxes, a text voted word by word. Null where it needs other tasks
 * to judge by, decides nothing, or gives one of the answers, which can be accepted as it is.
 */
export function suggestionFor(review: {
  spec: AnyTaskType
  config: unknown
  payload: unknown
  answers: readonly { answer: unknown; letter: string }[]
}): Suggestion | null {
  const { spec, config, payload, answers } = review
  if (answers.length < 2) return null
  const given = new Set(answers.map(({ answer }) => canonicalJson(answer)))
  const ratings = answers.map(({ letter, answer }) => ({ annotator: letter, value: answer }))
  for (const { label, over, run } of Object.values(spec.aggregations)) {
    if (over !== 'task') continue
    const made = run([{ item: 'task', ratings }], config)[0]?.answer ?? null
    if (made === null) continue
    const checked = spec.answerFor(payload, config).safeParse(made)
    if (checked.success && !given.has(canonicalJson(checked.data))) return { label, answer: checked.data }
  }
  return null
}
