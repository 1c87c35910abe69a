import type { Unit } from '@/lib/core/agreement/figure'
import { AppError } from '@/lib/core/errors'
import type { PreferenceVote } from '@/lib/core/long-table/preference-values'
import type { Ranks } from '@/lib/core/ranking/ranks'
import { responsesOf } from '@/lib/core/ranking/ranks'

/** One judgement of two competitors. */
export interface Comparison {
  a: string
  b: string
  /** How much a was better: 1, or the graded strength; negative where b was, 0 for a tie. */
  lead: number
  /** The competitor shown first, where it is known. */
  first: 'a' | 'b' | null
  /** As often as it was judged; once unless given. */
  times?: number
}

/** Judgements behind these comparisons. */
export function judgementsIn(comparisons: readonly Comparison[]): number {
  return comparisons.reduce((sum, { times = 1 }) => sum + times, 0)
}

export interface ComparisonPolicy {
  bothBad: 'tie' | 'drop'
  /** The lead is the strength of the preference instead of 1. */
  graded: boolean
}

/**
 * Judgements as comparisons: of model_a with model_b where lines name them, else of the responses a and b.
 * @throws AppError `bad-input` where some lines name models and others do not, or a graded vote has no whole strength.
 */
export function comparisonsOfVotes(units: readonly Unit<PreferenceVote>[], policy: ComparisonPolicy): Comparison[] {
  const votes = units.flatMap(({ item, ratings }) =>
    ratings.map(({ annotator, value }) => ({ item, annotator, vote: value })),
  )
  const nameless = votes.find(({ vote }) => vote.models === null)
  if (nameless && votes.some(({ vote }) => vote.models !== null)) {
    throw new AppError(
      'bad-input',
      `item “${nameless.item}”, annotator “${nameless.annotator}”, fields “model_a” and “model_b”: other lines say who competes, this one does not; fill both in.`,
    )
  }
  return votes.flatMap(({ item, annotator, vote }) => {
    if (vote.choice === 'both-bad' && policy.bothBad === 'drop') return []
    const { a, b } = vote.models ?? { a: 'a', b: 'b' }
    return [{ a, b, lead: leadOf(item, annotator, vote, policy.graded), first: vote.shownFirst }]
  })
}

/** Every level up to the strongest has a cut point of its own. */
const STRONGEST = 1_000

function leadOf(item: string, annotator: string, { choice, strength }: PreferenceVote, graded: boolean): number {
  if (choice !== 'a' && choice !== 'b') return 0
  const sign = choice === 'a' ? 1 : -1
  if (!graded) return sign
  if (strength !== null && Number.isInteger(strength) && strength <= STRONGEST) return sign * strength
  throw new AppError(
    'bad-input',
    `item “${item}”, annotator “${annotator}”, field “strength”: a vote for ${choice} needs a whole number up to ${STRONGEST} here; give one, or leave --strength out.`,
  )
}

/** Every pair that a ranking implies: better, worse or tied. They are not independent: standard errors come out too small. */
export function comparisonsOfRankings(units: readonly Unit<Ranks>[]): Comparison[] {
  return units.flatMap(({ ratings }) => ratings.flatMap(({ value }) => impliedPairs(value)))
}

function impliedPairs(ranks: Ranks): Comparison[] {
  const responses = responsesOf(ranks)
  return responses.flatMap((a, place) =>
    responses.slice(place + 1).map((b) => ({ a, b, lead: Math.sign((ranks[b] ?? 0) - (ranks[a] ?? 0)), first: null })),
  )
}
