import type { Unit } from '../agreement/figure'
import { type ColumnNames, idText, type Row, required } from './row'

/** Understands the value of one row; null is a skip. @throws AppError `bad-input` naming line, field and remedy. */
export type ValueReader<Value> = (row: Row, column: string) => Value | null

/** `last`: a later line of an annotator on an item replaces the earlier. `all`: both count (Dawid–Skene only). */
export type Repeats = 'last' | 'all'

export interface LongTable<Value> {
  /** Items in the order of their first line; those with skips only have no ratings. */
  units: Unit<Value>[]
  /** Lines whose annotator had already judged the item. */
  repeated: number
}

interface Judgements<Value> {
  latest: Map<string, Value | null>
  /** Replaced values that count all the same. */
  earlier: { annotator: string; value: Value | null }[]
}

/** Takes the rows of a long table one by one, in any order, and groups them into units. */
export class UnitCollector<Value> {
  private readonly items = new Map<string, Judgements<Value>>()
  /** One string object for each annotator, however many lines name them. */
  private readonly names = new Map<string, string>()
  private repeated = 0

  constructor(
    private readonly readValue: ValueReader<Value>,
    private readonly columns: ColumnNames,
    private readonly repeats: Repeats = 'last',
  ) {}

  add(row: Row): void {
    const item = idText(row, this.columns.item, 'Name the column of the items with --item COLUMN.')
    const annotator = this.nameOf(
      idText(row, this.columns.annotator, 'Name the column of the annotators with --annotator COLUMN.'),
    )
    const field = required(row, this.columns.value, 'Name the column of the values with --value COLUMN.')
    const value = field === null ? null : this.readValue(row, this.columns.value)
    const judgements = this.judgementsOf(item)
    const before = judgements.latest.get(annotator)
    if (before !== undefined) {
      this.repeated += 1
      if (this.repeats === 'all') judgements.earlier.push({ annotator, value: before })
    }
    judgements.latest.set(annotator, value)
  }

  finish(): LongTable<Value> {
    const units = Array.from(this.items, ([item, judgements]) => ({ item, ratings: ratingsOf(judgements) }))
    return { units, repeated: this.repeated }
  }

  private judgementsOf(item: string): Judgements<Value> {
    const known = this.items.get(item)
    if (known) return known
    const fresh: Judgements<Value> = { latest: new Map(), earlier: [] }
    this.items.set(item, fresh)
    return fresh
  }

  private nameOf(annotator: string): string {
    const known = this.names.get(annotator)
    if (known === undefined) this.names.set(annotator, annotator)
    return known ?? annotator
  }
}

function ratingsOf<Value>({ earlier, latest }: Judgements<Value>): Unit<Value>['ratings'] {
  const ratings: Unit<Value>['ratings'] = []
  for (const { annotator, value } of earlier) if (value !== null) ratings.push({ annotator, value })
  for (const [annotator, value] of latest) if (value !== null) ratings.push({ annotator, value })
  return ratings
}

/** What to tell people about repeats; null where there were none. */
export function repeatNote(repeated: number): string | null {
  if (repeated === 0) return null
  return repeated === 1
    ? 'One line was replaced by a later line of the same annotator on the same item.'
    : `${repeated} lines were replaced by later lines of the same annotator on the same item.`
}
