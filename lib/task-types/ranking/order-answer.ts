import type { Json, LabelerState } from '@/lib/core/labeler'
import { emptyOrder, type RankOrder } from './rank-order'
import type { Answer } from './schema'

/** Ranks by canonical index, dense; null for those not placed. `order[i]` is the canonical index of the response shown at place i. */
export function ranksOf(groups: RankOrder['groups'], order: readonly number[]): (number | null)[] {
  return order.map((_, canonical) => {
    const shown = order.indexOf(canonical)
    const at = groups.findIndex((group) => group.includes(shown))
    return at < 0 ? null : at + 1
  })
}

/** A draft holds ranks as the answer does, null for those not placed yet. */
export function fromDraft(draft: Json, order: readonly number[]): RankOrder {
  if (typeof draft !== 'object' || draft === null || Array.isArray(draft)) return emptyOrder
  const { ranks } = draft
  if (!Array.isArray(ranks) || ranks.length !== order.length) return emptyOrder
  const places = [...new Set(ranks.filter((rank) => typeof rank === 'number'))].sort((a, b) => a - b)
  const groups = places.map((rank) => order.flatMap((canonical, shown) => (ranks[canonical] === rank ? [shown] : [])))
  const placed = groups.flat()
  return { groups, placed, current: placed.at(-1) ?? null, tieNext: false }
}

/** An order nobody touched is no answer, nor is one that leaves a response out. */
export function stateOf(state: RankOrder, order: readonly number[]): LabelerState<Answer> {
  const ranks = ranksOf(state.groups, order)
  const complete = ranks.filter((rank) => rank !== null)
  const left = order.length - complete.length
  return {
    draft: complete.length === 0 ? null : { ranks },
    answer: left === 0 ? { ranks: complete } : null,
    missing: left === 0 ? null : missingWords(left, order.length),
    summary: shownOrder(state.groups),
  }
}

/** '2 › 1 = 4 › 3', numbers as shown. */
export function shownOrder(groups: RankOrder['groups']): string {
  return groups.map((group) => group.map((shown) => shown + 1).join(' = ')).join(' › ')
}

function missingWords(left: number, all: number): string {
  if (left === all) return 'Place the responses from best to worst.'
  return left === 1 ? 'Place the last response.' : `Place the other ${left} responses.`
}

const endings: Record<string, string> = { one: 'st', two: 'nd', few: 'rd', other: 'th' }
const ordinals = new Intl.PluralRules('en', { type: 'ordinal' })

/** 1 → 1st, 2 → 2nd, 3 → 3rd, 4 → 4th. */
export function ordinalWord(place: number): string {
  return `${place}${endings[ordinals.select(place)] ?? 'th'}`
}
