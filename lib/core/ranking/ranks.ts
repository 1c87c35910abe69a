/** Response → rank, 1 best, equal = tied. Only the order counts. */
export type Ranks = Readonly<Record<string, number>>

/** Ranks of a list written best first; a nested list is a tie: `['r1', ['r2', 'r3']]` → r1 1, r2 and r3 2. */
export function ranksFromOrder(order: readonly (string | readonly string[])[]): Ranks {
  const places: [string, number][] = []
  for (const tied of order) {
    const rank = places.length + 1
    const responses = typeof tied === 'string' ? [tied] : tied
    places.push(...responses.map((response): [string, number] => [response, rank]))
  }
  return Object.fromEntries(places)
}

export function responsesOf(ranks: Ranks): string[] {
  return Object.keys(ranks).sort()
}

/** Ranks of the responses that both ranked, in one order. */
export function sharedRanks(a: Ranks, b: Ranks): { first: number[]; second: number[] } {
  const first: number[] = []
  const second: number[] = []
  for (const response of responsesOf(a)) {
    const x = a[response]
    const y = Object.hasOwn(b, response) ? b[response] : undefined
    if (x === undefined || y === undefined) continue
    first.push(x)
    second.push(y)
  }
  return { first, second }
}

/** Ranks from 1 with ties at the middle of the places they share: 10, 20, 20 → 1, 2.5, 2.5. */
export function midRanks(values: readonly number[]): number[] {
  return values.map((value) => {
    const before = values.filter((other) => other < value).length
    const equal = values.filter((other) => other === value).length
    return before + (equal + 1) / 2
  })
}

/** Sizes of the groups of equal values. */
export function tieSizes(values: readonly number[]): number[] {
  const sizes = new Map<number, number>()
  for (const value of values) sizes.set(value, (sizes.get(value) ?? 0) + 1)
  return [...sizes.values()]
}
