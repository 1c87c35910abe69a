import type { Json, LabelerState } from '@/lib/core/labeler'
import type { Answer, Config } from './schema'
import { labelNames } from './summary'

/** Values of the labels chosen so far, in their declared order. */
export type Chosen = readonly string[]

/** A draft is an answer or nothing yet; labels that the project no longer has fall away. */
export function fromDraft(draft: Json, config: Config): Chosen {
  if (typeof draft !== 'object' || draft === null || Array.isArray(draft)) return []
  const { label, labels } = draft
  const values = Array.isArray(labels) ? labels : [label]
  const chosen = config.labels.map(({ value }) => value).filter((value) => values.includes(value))
  return config.multiple ? chosen : chosen.slice(0, 1)
}

/** One label takes the place of the one before; where several may hold, it goes on or off. */
export function choose(chosen: Chosen, value: string, config: Config): Chosen {
  if (!config.multiple) return [value]
  const on = !chosen.includes(value)
  return config.labels.map((label) => label.value).filter((other) => (other === value ? on : chosen.includes(other)))
}

export function stateOf(chosen: Chosen, config: Config): LabelerState<Answer> {
  const answer = answerOf(chosen, config)
  return {
    draft: answer === null ? null : { ...answer },
    answer,
    missing: answer === null ? missingWords(config) : null,
    summary: answer === null ? '' : labelNames(answer, config),
  }
}

function answerOf(chosen: Chosen, config: Config): Answer | null {
  const [label] = chosen
  if (label === undefined) return null
  return config.multiple ? { labels: [...chosen] } : { label }
}

function missingWords({ labels, multiple }: Config): string {
  if (multiple) return 'Choose at least one label.'
  const names = labels.map(({ name }) => name)
  return names.length > 4 ? 'Choose a label.' : `Choose ${names.slice(0, -1).join(', ')} or ${names.at(-1)}.`
}
