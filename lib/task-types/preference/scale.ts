import type { Choice, Config, Strength } from './schema'

/** One step of the bar from A to B, by the side that was shown, not by the response. */
export interface Step {
  key: string
  side: 'first' | 'second' | null
  strength: Strength | null
  /** 'Far better', 'Tie'. */
  label: string
  /** On a phone: 3 2 1 = 1 2 3. */
  short: string
  /** Spoken and for Undo: 'A, far better'. */
  name: string
}

const words: Record<Strength, string> = { 1: 'Slightly', 2: 'Better', 3: 'Far better' }
const spoken: Record<Strength, string> = { 1: 'slightly better', 2: 'better', 3: 'far better' }

/** Two to seven steps, counted from A's end. */
export function stepsOf(config: Pick<Config, 'strength' | 'tie'>): Step[] {
  const tie = { side: null, strength: null, label: 'Tie', short: '=', name: 'Tie' } as const
  const steps = [
    ...sideSteps('first', config),
    ...(config.tie ? [tie] : []),
    ...sideSteps('second', config).toReversed(),
  ]
  return steps.map((step, place) => ({ ...step, key: String(place + 1) }))
}

function sideSteps(side: 'first' | 'second', { strength }: Pick<Config, 'strength'>): Omit<Step, 'key'>[] {
  const letter = letterOf(side)
  if (!strength) return [{ side, strength: null, label: letter, short: letter, name: `${letter} is better` }]
  const strengths: Strength[] = [3, 2, 1]
  return strengths.map((by) => ({
    side,
    strength: by,
    label: words[by],
    short: String(by),
    name: `${letter}, ${spoken[by]}`,
  }))
}

function letterOf(side: 'first' | 'second'): 'A' | 'B' {
  return side === 'first' ? 'A' : 'B'
}

/** The response that stands on a side: `order[0]` is the canonical index of the one shown first. */
export function choiceAt(side: 'first' | 'second', order: readonly number[]): 'a' | 'b' {
  const firstIsB = order[0] === 1
  return (side === 'first') === firstIsB ? 'b' : 'a'
}

/** The side on which a response was shown; null for tie and both-bad. */
export function sideOf(choice: Choice | null, order: readonly number[]): 'first' | 'second' | null {
  if (choice !== 'a' && choice !== 'b') return null
  return choiceAt('first', order) === choice ? 'first' : 'second'
}
