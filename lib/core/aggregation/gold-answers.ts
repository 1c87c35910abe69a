import { AppError } from '@/lib/core/errors'
import { type ColumnNames, idText, optional, type Row, required, rowError } from '@/lib/core/long-table/row'
import type { ValueReader } from '@/lib/core/long-table/unit-collector'

/** Collects the known answers of items: one column, filled on any line of the item, empty where nobody knows. */
export class GoldAnswers {
  private readonly known = new Map<string, string>()
  private lines = 0
  private seen = false

  constructor(
    private readonly readValue: ValueReader<string>,
    private readonly column: string,
    private readonly columns: ColumnNames,
  ) {}

  /** @throws AppError `bad-input` where the column is missing or two lines of an item know different answers. */
  add(row: Row): void {
    // Lines of JSON may leave the column out where nothing is known; a CSV has it everywhere or nowhere.
    const field = row.cells
      ? required(row, this.column, 'Name the column of the known answers with --gold COLUMN.')
      : optional(row, this.column)
    this.lines += 1
    this.seen ||= Object.hasOwn(row.fields, this.column)
    if (field === null) return
    const answer = this.readValue(row, this.column)
    if (answer === null) return
    const item = idText(row, this.columns.item, 'Name the column of the items with --item COLUMN.')
    const before = this.known.get(item)
    if (before !== undefined && before !== answer) {
      throw rowError(
        row,
        this.column,
        `the known answer is “${answer}” here and “${before}” on an earlier line of item “${item}”; keep one.`,
      )
    }
    this.known.set(item, answer)
  }

  /** @throws AppError `bad-input` where no line has the column: a slip of the name would look like a table without known answers. */
  finish(): ReadonlyMap<string, string> {
    if (this.lines > 0 && !this.seen) {
      throw new AppError(
        'bad-input',
        `no line has the field “${this.column}”. Name the column of the known answers with --gold COLUMN.`,
      )
    }
    return this.known
  }
}
