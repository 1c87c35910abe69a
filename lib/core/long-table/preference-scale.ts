import type { Level } from '../agreement/difference'
import type { Unit } from '../agreement/figure'
import { AppError } from '../errors'
import { numberText } from './label-values'
import type { Choice, PreferenceVote } from './preference-values'

export interface PreferenceScale {
  /** What 'both bad' counts as. */
  bothBad: 'keep' | 'tie' | 'drop'
  ties: 'keep' | 'drop'
  /** `strength`: the signed strength is the value (+s for a, −s for b, 0 for a tie or both bad). */
  scale: 'choice' | 'strength'
  /** Nominal, or interval for strengths, unless given. */
  level: Level | undefined
}

export interface ScaledVotes {
  units: Unit<string>[]
  level: Level
  /** The order a < tie < b, where the level needs one; otherwise the categories are those seen. */
  categories: string[] | undefined
  /** What was counted as what, for `method`. */
  policy: string
}

/**
 * Votes as labels. 'Both bad' is turned into a tie first where it counts as one (also at level ordinal and in strengths), then ties are dropped
 * where they are; so decisive votes alone remain with `ties: drop` and `bothBad: drop`.
 */
export function scaleVotes(units: Unit<PreferenceVote>[], scale: PreferenceScale): ScaledVotes {
  const byStrength = scale.scale === 'strength'
  const level = scale.level ?? (byStrength ? 'interval' : 'nominal')
  if (!byStrength && (level === 'interval' || level === 'ratio')) {
    throw new AppError(
      'bad-input',
      `Level ${level} needs numbers; add --scale strength, or choose level nominal or ordinal.`,
    )
  }
  if (byStrength && level === 'ratio') {
    throw new AppError('bad-input', 'Signed strengths have no ratio level; choose interval, ordinal or nominal.')
  }
  const bothBadIsTie = scale.bothBad === 'tie' || (scale.bothBad === 'keep' && (byStrength || level === 'ordinal'))
  const counted = (choice: Choice): Choice | null => {
    if (choice === 'both-bad' && scale.bothBad === 'drop') return null
    const seen = choice === 'both-bad' && bothBadIsTie ? 'tie' : choice
    return seen === 'tie' && scale.ties === 'drop' ? null : seen
  }
  const labelled = units.map(({ item, ratings }) => ({
    item,
    ratings: ratings.flatMap(({ annotator, value }) => {
      const choice = counted(value.choice)
      if (choice === null) return []
      return [{ annotator, value: byStrength ? signedStrength(item, annotator, choice, value.strength) : choice }]
    }),
  }))
  const ordinal = scale.ties === 'drop' ? ['a', 'b'] : ['a', 'tie', 'b']
  return {
    units: labelled,
    level,
    categories: level === 'ordinal' && !byStrength ? ordinal : undefined,
    policy: `ties ${scale.ties === 'drop' ? 'dropped' : 'kept'}, both-bad ${bothBadPolicy(scale, bothBadIsTie)}`,
  }
}

function bothBadPolicy(scale: PreferenceScale, bothBadIsTie: boolean): string {
  if (scale.bothBad === 'drop') return 'dropped'
  return bothBadIsTie ? 'as tie' : 'kept'
}

function signedStrength(item: string, annotator: string, choice: Choice, strength: number | null): string {
  if (choice !== 'a' && choice !== 'b') return '0'
  if (strength !== null) return numberText(choice === 'a' ? strength : -strength)
  throw new AppError(
    'bad-input',
    `item “${item}”, annotator “${annotator}”, field “strength”: a vote for ${choice} has no strength; give one, or leave --scale out.`,
  )
}
