import { wilsonInterval } from '@/lib/core/preference/wilson-interval'

export interface GoldAccuracy {
  /** Null where no item with a known answer has votes. */
  value: number | null
  /** 95 % Wilson interval. */
  ci: [number, number] | null
  /** Items with a known answer and votes. */
  n: number
  /** Of these, items where several labels share the first place. */
  ties: number
}

/** Share of items whose answer is the known one. A tie of k labels that holds the truth counts 1/k; items without votes are left out. */
export function goldAccuracy(
  items: Readonly<Record<string, { top: readonly string[] }>>,
  gold: ReadonlyMap<string, string>,
): GoldAccuracy {
  const judged = [...gold].flatMap(([item, truth]) => {
    const top = Object.hasOwn(items, item) ? (items[item]?.top ?? []) : []
    return top.length === 0 ? [] : [{ truth, top }]
  })
  const n = judged.length
  if (n === 0) return { value: null, ci: null, n, ties: 0 }
  const ties = judged.filter(({ top }) => top.length > 1).length
  const credit = creditOf(judged)
  return { value: credit / n, ci: wilsonInterval(credit, n), n, ties }
}

/** Ties of equal size are summed as whole numbers first, so that the order of items decides nothing. */
function creditOf(judged: readonly { truth: string; top: readonly string[] }[]): number {
  const hits = new Map<number, number>()
  for (const { truth, top } of judged) if (top.includes(truth)) hits.set(top.length, (hits.get(top.length) ?? 0) + 1)
  return [...hits].sort(([a], [b]) => a - b).reduce((sum, [size, count]) => sum + count / size, 0)
}
