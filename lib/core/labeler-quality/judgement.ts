import type { Unit } from '@/lib/core/agreement/figure'

/** One submitted answer with what is known of how it came about. Drafts, skips and excluded annotators are already out. */
export interface Judgement<Value> {
  item: string
  annotator: string
  value: Value
  /** Its category, null where the answer has no single one. */
  category: string | null
  /** When it was given, in any unit that grows: decides what followed what. */
  givenAt: number
  /** Time spent on it, null where nobody measured. */
  durationMs: number | null
  /** For a decided choice of alternatives: whether it fell on the one shown first. Null for ties and where the order is unknown. */
  choseFirst: boolean | null
}

export function unitsOfJudgements<Value, Own>(
  judgements: readonly Judgement<Value>[],
  own: (judgement: Judgement<Value>) => Own | null,
): Unit<Own>[] {
  const units = new Map<string, Unit<Own>>()
  for (const judgement of judgements) {
    const value = own(judgement)
    if (value === null) continue
    const unit = units.get(judgement.item) ?? { item: judgement.item, ratings: [] }
    unit.ratings.push({ annotator: judgement.annotator, value })
    units.set(judgement.item, unit)
  }
  return [...units.values()]
}

/** Map.groupBy, which the oldest supported Node lacks. */
export function groupedBy<Member>(
  members: readonly Member[],
  keyOf: (member: Member) => string,
): Map<string, Member[]> {
  const groups = new Map<string, Member[]>()
  for (const member of members) {
    const key = keyOf(member)
    const group = groups.get(key) ?? []
    group.push(member)
    groups.set(key, group)
  }
  return groups
}
