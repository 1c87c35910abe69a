/** How two rankings order the pairs of responses that both ranked. */
export interface PairOrders {
  pairs: number
  concordant: number
  discordant: number
  /** Pairs tied in the first ranking (and those tied in both). */
  tiedFirst: number
  /** Pairs tied in the second ranking (and those tied in both). */
  tiedSecond: number
  tiedBoth: number
}

/** `first[i]` and `second[i]` are the two ranks of the i-th response. */
export function pairOrders(first: readonly number[], second: readonly number[]): PairOrders {
  const orders = { pairs: 0, concordant: 0, discordant: 0, tiedFirst: 0, tiedSecond: 0, tiedBoth: 0 }
  for (let i = 1; i < first.length; i++) {
    for (let j = 0; j < i; j++) {
      const x = Math.sign((first[i] ?? 0) - (first[j] ?? 0))
      const y = Math.sign((second[i] ?? 0) - (second[j] ?? 0))
      orders.pairs++
      if (x === 0) orders.tiedFirst++
      if (y === 0) orders.tiedSecond++
      if (x === 0 && y === 0) orders.tiedBoth++
      if (x * y > 0) orders.concordant++
      if (x * y < 0) orders.discordant++
    }
  }
  return orders
}
