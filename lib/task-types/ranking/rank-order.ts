/**
 * An order being built. Numbers are places on the screen, 0 the first shown: what they mean is undone before storing.
 */
export interface RankOrder {
  /** From best to worst; those in one group share a place. */
  groups: readonly (readonly number[])[]
  /** In the sequence of placing, for taking the last back. */
  placed: readonly number[]
  /** The one that arrows move. */
  current: number | null
  /** The next one placed shares the place of the last. */
  tieNext: boolean
}

export const emptyOrder: RankOrder = { groups: [], placed: [], current: null, tieNext: false }

export function isPlaced(order: RankOrder, shown: number): boolean {
  return order.placed.includes(shown)
}

/** Puts a response behind all others, or beside the last where a tie was asked for. One that has its place becomes the current one. */
export function place(order: RankOrder, shown: number): RankOrder {
  if (isPlaced(order, shown)) return { ...order, current: shown }
  const last = order.placed.at(-1)
  const groups =
    order.tieNext && last !== undefined
      ? order.groups.map((group) => (group.includes(last) ? [...group, shown] : group))
      : [...order.groups, [shown]]
  return { groups, placed: [...order.placed, shown], current: shown, tieNext: false }
}

/** While some are not placed: the next shares the place of the last. Then: the current one joins the place above, or leaves a shared one. */
export function tie(order: RankOrder, count: number): RankOrder {
  if (order.placed.length === 0) return order
  if (order.placed.length < count) return { ...order, tieNext: !order.tieNext }
  const { current } = order
  const at = placeOf(order, current)
  if (current === null || at < 0) return order
  if ((order.groups[at]?.length ?? 0) > 1)
    return { ...order, groups: inserted(without(order.groups, current), at + 1, current) }
  if (at === 0) return order
  const joined = order.groups.map((group, index) => (index === at - 1 ? [...group, current] : group))
  return { ...order, groups: joined.filter((_, index) => index !== at) }
}

/** One place up (−1) or down (1). Out of a shared place it steps to a place of its own beside it. */
export function move(order: RankOrder, step: -1 | 1): RankOrder {
  const { current } = order
  const at = placeOf(order, current)
  if (current === null || at < 0) return order
  if ((order.groups[at]?.length ?? 0) > 1) {
    return { ...order, groups: inserted(without(order.groups, current), step === -1 ? at : at + 1, current) }
  }
  const to = at + step
  if (to < 0 || to >= order.groups.length) return order
  return { ...order, groups: inserted(without(order.groups, current), to, current) }
}

/** Dropped on a response: shares its place. Between two: a place of its own, or theirs where they share one. */
export function drop(order: RankOrder, moved: number, target: number, position: 'before' | 'on' | 'after'): RankOrder {
  if (moved === target) return isPlaced(order, moved) ? { ...order, current: moved } : order
  const groups = without(order.groups, moved)
  const placed = isPlaced(order, moved) ? order.placed : [...order.placed, moved]
  const next = { placed, current: moved, tieNext: false }
  const at = groups.findIndex((group) => group.includes(target))
  const group = groups[at]
  if (!group) return { ...next, groups: [...groups, [moved]] }
  const within = group.indexOf(target) + (position === 'after' ? 1 : 0)
  const joins = position === 'on' || (within > 0 && within < group.length)
  if (joins) {
    const index = position === 'on' ? group.length : within
    return { ...next, groups: groups.with(at, group.toSpliced(index, 0, moved)) }
  }
  return { ...next, groups: inserted(groups, position === 'after' ? at + 1 : at, moved) }
}

/** Gives up a tie asked for, else takes the one placed last out again. */
export function takeBack(order: RankOrder): RankOrder {
  if (order.tieNext) return { ...order, tieNext: false }
  const last = order.placed.at(-1)
  if (last === undefined) return order
  const placed = order.placed.slice(0, -1)
  return { groups: without(order.groups, last), placed, current: placed.at(-1) ?? null, tieNext: false }
}

/** 1, 2, 2, 4: places as people count them. Null where it has none yet. */
export function standing(order: RankOrder, shown: number): { ordinal: number; tiedWith: number[] } | null {
  const at = placeOf(order, shown)
  const group = order.groups[at]
  if (!group) return null
  const before = order.groups.slice(0, at).flat().length
  return { ordinal: before + 1, tiedWith: group.filter((other) => other !== shown) }
}

function placeOf(order: RankOrder, shown: number | null): number {
  return order.groups.findIndex((group) => shown !== null && group.includes(shown))
}

function without(groups: RankOrder['groups'], shown: number): number[][] {
  return groups.map((group) => group.filter((other) => other !== shown)).filter((group) => group.length > 0)
}

function inserted(groups: readonly (readonly number[])[], at: number, shown: number): (readonly number[])[] {
  return groups.toSpliced(at, 0, [shown])
}
