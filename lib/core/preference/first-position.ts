import { assembleFigure } from '@/lib/core/agreement/assemble-figure'
import type { Figure, Reason, Unit } from '@/lib/core/agreement/figure'
import { defined, undefinedFor } from '@/lib/core/agreement/outcome'
import { annotatorsOf, byText } from '@/lib/core/pair-scores/annotator-pairs'
import { bootstrapOf, type FigureOptions } from '@/lib/core/pair-scores/figure-options'
import { fairCoinP } from './exact-binomial'
import { wilsonInterval } from './wilson-interval'

/** A judgement of two responses: the response, not the side. Ties and 'both bad' are choices too, but favour neither place. */
export interface PairJudgement {
  choice: string
  /** The response that stood first, where it is known. */
  shownFirst: 'a' | 'b' | null
}

/**
 * Share of decisive judgements (a or b) of known display order that went to the response shown first; 0.5 without a position bias.
 * `ci` is Wilson's interval, `details` holds n, n_first and the exact two-sided p against one half. `n_items` counts items with such
 * a judgement, one is enough, and `n_pairable` the judgements.
 */
export function firstPositionShare(units: readonly Unit<PairJudgement>[], options: FigureOptions = {}): Figure {
  const items = units
    .map((unit) => ({ ...unit, ratings: unit.ratings.filter(({ value }) => isCounted(value)) }))
    .filter((unit) => unit.ratings.length > 0)
    .sort((a, b) => byText(a.item, b.item))
  const counts = items.map(({ ratings }) => ({ n: ratings.length, first: ratings.filter(wentToFirst).length }))
  const n = counts.reduce((sum, item) => sum + item.n, 0)
  const first = counts.reduce((sum, item) => sum + item.first, 0)
  const reason = reasonWithout(units)
  const share = first / n
  const analytic = {
    se: Math.sqrt((share * (1 - share)) / n),
    ci: wilsonInterval(first, n),
    method: '95 % Wilson interval (1927)',
  }
  return assembleFigure(
    {
      estimate: (weight) => {
        let judged = 0
        let toFirst = 0
        weight.forEach((times, index) => {
          judged += times * (counts[index]?.n ?? 0)
          toFirst += times * (counts[index]?.first ?? 0)
        })
        return judged === 0 ? undefinedFor(reason) : defined(toFirst / judged)
      },
      weight: new Float64Array(items.length).fill(1),
      n_items: items.length,
      n_annotators: annotatorsOf(items).length,
      n_pairable: n,
      method:
        'Share of judgements for the response shown first, ties and both-bad left out, exact binomial p against 1/2',
      analytic: n === 0 ? null : analytic,
      details: n === 0 ? { n: 0, n_first: 0, p: null } : { n, n_first: first, p: fairCoinP(first, n) },
    },
    bootstrapOf(options),
  )
}

const isDecisive = ({ choice }: PairJudgement): boolean => choice === 'a' || choice === 'b'
const isCounted = (judgement: PairJudgement): boolean => isDecisive(judgement) && judgement.shownFirst !== null

function wentToFirst({ value }: { value: PairJudgement }): boolean {
  return value.choice === value.shownFirst
}

/** Nothing is counted: the orders are unknown, or they are known and nobody preferred either response. */
function reasonWithout(units: readonly Unit<PairJudgement>[]): Reason {
  const judgements = units.flatMap(({ ratings }) => ratings.map(({ value }) => value))
  if (judgements.length === 0) return 'no-votes'
  const ordered = judgements.some(({ shownFirst }) => shownFirst !== null)
  return ordered && !judgements.some(isDecisive) ? 'no-votes' : 'no-display-order'
}
