import type { AnyTaskType } from '@/lib/core/task-type'

export interface Outcome {
  /** Answers that count. */
  n: number
  /** Mean pairwise similarity, 1 − distance; null with fewer than two answers. */
  agreement: number | null
  disputed: boolean
}

export interface OutcomeRules {
  spec: AnyTaskType
  config: unknown
  /** A finished task is disputed when its answers agree less than this. */
  disputeBelow: number
}

/** Where a task stands by its answers alone. `complete`: every place asked for is answered; before that nothing is disputed. */
export function outcomeOf(answers: readonly unknown[], complete: boolean, rules: OutcomeRules): Outcome {
  const agreement = meanSimilarity(answers, rules)
  const split = agreement !== null && (agreement < rules.disputeBelow || isTied(answers, rules))
  return { n: answers.length, agreement, disputed: complete && split }
}

function meanSimilarity(answers: readonly unknown[], { spec, config }: OutcomeRules): number | null {
  let sum = 0
  let pairs = 0
  for (const [index, a] of answers.entries()) {
    for (const b of answers.slice(index + 1)) {
      sum += 1 - spec.distance(a, b, config)
      pairs += 1
    }
  }
  return pairs === 0 ? null : Math.min(1, Math.max(0, sum / pairs))
}

/** Two categories share the first place. Types without categories have no verdict to be tied. */
function isTied(answers: readonly unknown[], { spec, config }: OutcomeRules): boolean {
  const votes = new Map<string, number>()
  for (const answer of answers) {
    const category = spec.category?.of(answer, config) ?? null
    if (category !== null) votes.set(category, (votes.get(category) ?? 0) + 1)
  }
  const most = Math.max(0, ...votes.values())
  return [...votes.values()].filter((count) => count === most).length > 1
}

/** How much an answer agrees with the known one: 1 − distance, 0 to 1. */
export function scoreOf(
  answer: unknown,
  known: unknown,
  { spec, config }: Pick<OutcomeRules, 'spec' | 'config'>,
): number {
  return Math.min(1, Math.max(0, 1 - spec.distance(answer, known, config)))
}
