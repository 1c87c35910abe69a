import 'server-only'
import type { Column, ExportTally, Row } from '@/lib/core/export/contract'
import { csvText } from '@/lib/core/export/csv'
import type { ColumnStyle } from './column-features'
import type { MediaBytes } from './parquet-cells'
import { ParquetTable } from './parquet-table'

export type Form = 'jsonl' | 'csv' | 'parquet'
export type Sink = (data: string | Uint8Array) => Promise<void>

/** Takes the rows of one file, piece by piece. */
export interface RowWriter {
  add(rows: readonly Row[]): Promise<void>
  finish(): Promise<void>
}

export interface TableShape {
  form: Form
  columns: readonly Column[]
  style: ColumnStyle
  media: MediaBytes
  tally: ExportTally
}

export function rowWriter({ form, columns, style, media, tally }: TableShape, sink: Sink): RowWriter {
  if (form === 'parquet') return new ParquetTable(columns, sink, { style, media })
  const names = columns.map(({ name }) => name)
  if (form === 'csv')
    return new TextRows(sink, csvText(names, [Object.fromEntries(names.map((name) => [name, name]))], tally), (rows) =>
      csvText(names, rows, tally),
    )
  return new TextRows(sink, '', (rows) => rows.map((row) => `${JSON.stringify(row)}\n`).join(''))
}

/** Rows are gathered to pieces of about this many characters, so that a small row does not cost a disk write. */
const pieceLength = 256 * 1024

class TextRows implements RowWriter {
  #piece: string
  #isBegun = false
  readonly #sink: Sink
  readonly #textOf: (rows: readonly Row[]) => string

  constructor(sink: Sink, head: string, textOf: (rows: readonly Row[]) => string) {
    this.#sink = sink
    this.#piece = head
    this.#textOf = textOf
  }

  async add(rows: readonly Row[]): Promise<void> {
    this.#piece += this.#textOf(rows)
    if (this.#piece.length >= pieceLength) await this.#flush()
  }

  /** A table without rows still has its file. */
  async finish(): Promise<void> {
    if (this.#piece !== '' || !this.#isBegun) await this.#flush()
  }

  async #flush(): Promise<void> {
    this.#isBegun = true
    const piece = this.#piece
    this.#piece = ''
    await this.#sink(piece)
  }
}
