/** The answer of one item: `top` all labels that share the first place, sorted; `value` the one, null where several do or nobody voted. */
export interface ChosenLabel {
  value: string | null
  top: string[]
}

/** What an item gets from a model of its annotators: every class with its probability, null without votes. */
export interface ProbableLabel extends ChosenLabel {
  posterior: Record<string, number> | null
}

/** Posteriors this close are the same: estimation stops when none moves by 1e-10. */
const SAME_PROBABILITY = 1e-9

export function chosen(top: readonly string[]): ChosenLabel {
  const sorted = top.toSorted()
  return { value: sorted.length === 1 ? (sorted[0] ?? null) : null, top: sorted }
}

export function probableLabel(classes: readonly string[], posterior: ArrayLike<number>): ProbableLabel {
  let most = 0
  for (let c = 0; c < classes.length; c += 1) most = Math.max(most, posterior[c] ?? 0)
  const top = classes.filter((_, c) => (posterior[c] ?? 0) >= most - SAME_PROBABILITY)
  return { ...chosen(top), posterior: Object.fromEntries(classes.map((name, c) => [name, posterior[c] ?? 0])) }
}

export const withoutVotes: ProbableLabel = { value: null, top: [], posterior: null }
