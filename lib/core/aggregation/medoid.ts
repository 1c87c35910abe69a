import type { Reason, Unit } from '@/lib/core/agreement/figure'
import { byText } from '@/lib/core/pair-scores/annotator-pairs'
import { ratio } from '@/lib/core/pair-scores/fraction'
import type { Ignored } from '@/lib/core/text/normalise-text'
import { similarityFraction } from '@/lib/core/text/text-scores'
import { type TextValue, textOf, tokenUnits } from '@/lib/core/text/text-value'

export interface TextItem {
  value: string | null
  /** All whose text is closest to the others, sorted. */
  annotators: string[]
  /** Mean word similarity to the others' texts; null where there is no other. */
  scores: Record<string, number | null>
}

export interface TextConsensus<Method extends string> {
  method: Method
  reason: Reason | null
  note: string | null
  items: Record<string, TextItem>
}

/** The text that is on average most similar to the others', word by word (1 − edits / max(n_a, n_b)); all tied annotators, the first's text. */
export function medoid(
  units: readonly Unit<TextValue>[],
  options: { ignore?: readonly Ignored[] } = {},
): TextConsensus<'medoid'> {
  return textConsensus('medoid', units, options.ignore ?? [], (item, unit) => {
    const first = unit.ratings.find(({ annotator }) => annotator === item.annotators[0])
    return first ? textOf(first.value) : null
  })
}

/** Scores every text against the others of its item; `choose` says which text the item gets. Units come sorted by annotator. */
export function textConsensus<Method extends string>(
  method: Method,
  units: readonly Unit<TextValue>[],
  ignore: readonly Ignored[],
  choose: (item: TextItem, unit: Unit<TextValue>) => string | null,
): TextConsensus<Method> {
  const sorted = units
    .toSorted((a, b) => byText(a.item, b.item))
    .map((unit) => ({ ...unit, ratings: unit.ratings.toSorted((a, b) => byText(a.annotator, b.annotator)) }))
  const tokens = tokenUnits(sorted, 'word', ignore)
  const items = sorted.map((unit, place): [string, TextItem] => {
    const item = scored(tokens[place]?.ratings ?? [])
    return [unit.item, { ...item, value: choose(item, unit) }]
  })
  const reason = sorted.some(({ ratings }) => ratings.length > 0) ? null : 'no-votes'
  return { method, reason, note: null, items: Object.fromEntries(items) }
}

/** Means of fractions of whole numbers: closer than this they are equal. */
const SAME_SCORE = 1e-12

function scored(ratings: readonly { annotator: string; value: number[] }[]): TextItem {
  const sums = new Float64Array(ratings.length)
  ratings.forEach((one, i) => {
    ratings.slice(i + 1).forEach((other, step) => {
      const j = i + 1 + step
      const similarity = ratio(similarityFraction(one.value, other.value), 1)
      sums[i] = (sums[i] ?? 0) + similarity
      sums[j] = (sums[j] ?? 0) + similarity
    })
  })
  const others = ratings.length - 1
  const means = ratings.map((_, i) => (others < 1 ? null : (sums[i] ?? 0) / others))
  const best = Math.max(...means.map((mean) => mean ?? 0))
  return {
    value: null,
    annotators: ratings.flatMap(({ annotator }, i) => ((means[i] ?? 0) >= best - SAME_SCORE ? [annotator] : [])),
    scores: Object.fromEntries(ratings.map(({ annotator }, i) => [annotator, means[i] ?? null])),
  }
}
