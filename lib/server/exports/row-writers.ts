import 'server-only'
import type { Column, ExportTally, Row } from '@/lib/core/export/contract'
import type { ColumnStyle } from './column-features'
import { type EncodedRows, headText, type RowText, rowText } from './encoded-rows'
import type { MediaBytes } from './parquet-cells'
import { ParquetTable } from './parquet-table'

export type Form = 'jsonl' | 'csv' | 'parquet'
export type Sink = (data: string | Uint8Array) => Promise<void>

/** Takes the rows of one file, piece by piece. */
export interface RowWriter {
  add(rows: readonly Row[]): Promise<void>
  /** Rows that were encoded elsewhere. */
  addEncoded(rows: EncodedRows): Promise<void>
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
  return new TextRows(sink, headText(form, names, tally), rowText(form, names, tally))
}

/** Rows are gathered to pieces of about this many bytes, so that a small row does not cost a disk write. */
const pieceBytes = 256 * 1024

/** Rows as text, encoded one by one: long strings of many rows would live until the memory of the whole process is looked through. */
class TextRows implements RowWriter {
  readonly #piece = Buffer.alloc(pieceBytes)
  #filled = 0
  #isBegun = false
  readonly #sink: Sink
  readonly #textOf: RowText

  constructor(sink: Sink, head: string, textOf: RowText) {
    this.#sink = sink
    this.#filled = this.#piece.write(head)
    this.#textOf = textOf
  }

  async add(rows: readonly Row[]): Promise<void> {
    for (const row of rows) {
      const text = this.#textOf(row)
      // No character takes more than three bytes a code unit.
      if (text.length * 3 > pieceBytes - this.#filled) await this.#flush()
      if (text.length * 3 > pieceBytes) await this.#sink(text)
      else this.#filled += this.#piece.write(text, this.#filled)
    }
  }

  async addEncoded({ bytes }: EncodedRows): Promise<void> {
    if (this.#filled > 0 || !this.#isBegun) await this.#flush()
    await this.#sink(bytes)
  }

  /** A table without rows still has its file. */
  async finish(): Promise<void> {
    if (this.#filled > 0 || !this.#isBegun) await this.#flush()
  }

  async #flush(): Promise<void> {
    this.#isBegun = true
    const piece = this.#piece.subarray(0, this.#filled)
    this.#filled = 0
    await this.#sink(piece)
  }
}
