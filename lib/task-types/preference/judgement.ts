import type { Json, LabelerState } from '@/lib/core/labeler'
import { choiceAt, type Step, sideOf, stepsOf } from './scale'
import { type Answer, type AspectChoice, type Choice, type Config, isDecisive, type Strength } from './schema'

/** What the labeler has said so far, in canonical order: the draft is an answer with parts missing. */
export interface Judgement {
  choice: Choice | null
  strength: Strength | null
  rationale: string
  aspects: Readonly<Record<string, AspectChoice>>
}

const none: Judgement = { choice: null, strength: null, rationale: '', aspects: {} }

export function fromDraft(draft: Json, config: Config): Judgement {
  if (typeof draft !== 'object' || draft === null || Array.isArray(draft)) return none
  const choice = choiceIn(draft.choice, config)
  return {
    choice,
    strength: config.strength && choice !== null && isDecisive(choice) ? strengthIn(draft.strength) : null,
    rationale: typeof draft.rationale === 'string' && config.rationale !== 'off' ? draft.rationale : '',
    aspects: aspectsIn(draft.aspects, config),
  }
}

export function atStep(before: Judgement, step: Step, order: readonly number[]): Judgement {
  if (step.side === null) return { ...before, choice: 'tie', strength: null }
  return { ...before, choice: choiceAt(step.side, order), strength: step.strength }
}

export function bothBad(before: Judgement): Judgement {
  return { ...before, choice: 'both-bad', strength: null }
}

/** The step that the judgement stands on; null for none yet and for both-bad. */
export function stepAt({ choice, strength }: Judgement, config: Config, order: readonly number[]): Step | null {
  if (choice === null || choice === 'both-bad') return null
  const side = sideOf(choice, order)
  return stepsOf(config).find((step) => step.side === side && step.strength === strength) ?? null
}

/** Nothing → A → = → B → nothing, by the sides shown. */
export function stepAspect(before: Judgement, aspect: string, order: readonly number[]): Judgement {
  const sequence: AspectChoice[] = [choiceAt('first', order), 'tie', choiceAt('second', order)]
  const now = before.aspects[aspect]
  const next = now === undefined ? sequence[0] : sequence[sequence.indexOf(now) + 1]
  return withAspect(before, aspect, next ?? null)
}

export function withAspect(before: Judgement, aspect: string, choice: AspectChoice | null): Judgement {
  const others = Object.entries(before.aspects).filter(([name]) => name !== aspect)
  const own: [string, AspectChoice][] = choice === null ? [] : [[aspect, choice]]
  return { ...before, aspects: Object.fromEntries([...others, ...own]) }
}

export function stateOf(judgement: Judgement, config: Config, order: readonly number[]): LabelerState<Answer> {
  const missing = missingIn(judgement, config)
  const { choice, strength, aspects } = judgement
  const rationale = judgement.rationale.trim()
  const parts = {
    ...(strength === null ? {} : { strength }),
    ...(rationale === '' ? {} : { rationale }),
    ...(Object.keys(aspects).length > 0 ? { aspects } : {}),
  }
  return {
    draft:
      choice === null && Object.keys(parts).length === 0 ? null : { ...parts, ...(choice === null ? {} : { choice }) },
    answer: missing === null && choice !== null ? { choice, ...parts } : null,
    missing,
    summary: choice === 'both-bad' ? 'Both bad' : (stepAt(judgement, config, order)?.name ?? ''),
  }
}

function missingIn({ choice, strength, rationale }: Judgement, config: Config): string | null {
  if (choice === null) return `Choose ${offered(config)}.`
  if (config.strength && isDecisive(choice) && strength === null) return 'Say how much better it is.'
  if (config.rationale === 'required' && rationale.trim() === '') return 'Write why.'
  return null
}

function offered({ tie, bothBad: both }: Config): string {
  const names = ['A', 'B', ...(tie ? ['tie'] : []), ...(both ? ['both bad'] : [])]
  return `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`
}

function choiceIn(value: Json | undefined, config: Config): Choice | null {
  if (value === 'a' || value === 'b') return value
  if (value === 'tie') return config.tie ? value : null
  return value === 'both-bad' && config.bothBad ? value : null
}

function strengthIn(value: Json | undefined): Strength | null {
  return value === 1 || value === 2 || value === 3 ? value : null
}

function aspectsIn(value: Json | undefined, config: Config): Record<string, AspectChoice> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return {}
  const judged = config.aspects.flatMap((name): [string, AspectChoice][] => {
    const choice = Object.hasOwn(value, name) ? value[name] : undefined
    return choice === 'a' || choice === 'b' || choice === 'tie' ? [[name, choice]] : []
  })
  return Object.fromEntries(judged)
}
