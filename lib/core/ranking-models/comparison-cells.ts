import { byText } from '@/lib/core/pair-scores/annotator-pairs'
import { type Comparison, judgementsIn } from './comparison'

/** All comparisons of competitors i < j that were shown in one order. */
export interface ComparisonCell {
  i: number
  j: number
  /** 1 where i stood first, −1 where j did, 0 where nobody knows. */
  order: -1 | 0 | 1
  /** Lead of i (negative: of j) → how often. */
  leads: Map<number, number>
}

export interface ComparisonTable {
  /** Sorted by text. */
  competitors: string[]
  /** Sorted: the order of lines decides nothing. */
  cells: ComparisonCell[]
  n: number
}

export function comparisonTable(comparisons: readonly Comparison[]): ComparisonTable {
  const competitors = [...new Set(comparisons.flatMap(({ a, b }) => [a, b]))].sort(byText)
  const indexOf = new Map(competitors.map((name, index) => [name, index]))
  const cells = new Map<string, ComparisonCell>()
  for (const { a, b, lead, first, times = 1 } of comparisons) {
    const [x, y] = [indexOf.get(a) ?? 0, indexOf.get(b) ?? 0]
    const swapped = x > y
    const [i, j] = swapped ? [y, x] : [x, y]
    const order = orderOf(first, swapped)
    const key = `${i} ${j} ${order}`
    const cell = cells.get(key) ?? { i, j, order, leads: new Map() }
    cells.set(key, cell)
    // Adding 0 turns −0 into 0.
    const own = (swapped ? -lead : lead) + 0
    cell.leads.set(own, (cell.leads.get(own) ?? 0) + times)
  }
  const sorted = [...cells.values()].sort((p, q) => p.i - q.i || p.j - q.j || p.order - q.order)
  return { competitors, cells: sorted, n: judgementsIn(comparisons) }
}

function orderOf(first: 'a' | 'b' | null, swapped: boolean): -1 | 0 | 1 {
  if (first === null) return 0
  return (first === 'a') === swapped ? -1 : 1
}

/** Whom everyone beats; a tie is an edge both ways. */
export function beatenBy({ competitors, cells }: ComparisonTable): Set<number>[] {
  const edges = competitors.map(() => new Set<number>())
  for (const { i, j, leads } of cells) {
    for (const lead of leads.keys()) {
      if (lead >= 0) edges[i]?.add(j)
      if (lead <= 0) edges[j]?.add(i)
    }
  }
  return edges
}
