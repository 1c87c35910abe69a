import type { ExportTally, Row } from '@/lib/core/export/contract'
import { csvText } from '@/lib/core/export/csv'

/** Rows of one part as the bytes that its file holds. */
export interface EncodedRows {
  bytes: Uint8Array<ArrayBuffer>
  /** Where each row ends in `bytes`. */
  ends: Uint32Array<ArrayBuffer>
}

export type RowText = (row: Row) => string

/** How a row reads in a file of text, its line break included. */
export function rowText(form: 'jsonl' | 'csv', columns: readonly string[], tally: ExportTally): RowText {
  return form === 'jsonl' ? (row) => `${JSON.stringify(row)}\n` : (row) => csvText(columns, [row], tally)
}

/** What stands before the first row of a file. */
export function headText(form: 'jsonl' | 'csv', columns: readonly string[], tally: ExportTally): string {
  if (form === 'jsonl') return ''
  return csvText(columns, [Object.fromEntries(columns.map((name) => [name, name]))], tally)
}

const usualBytes = 256 * 1024

/** Gathers rows as bytes, in memory that is used again: a million rows as texts would have to be cleared away one by one. */
export class RowBuffer {
  #bytes: Buffer<ArrayBuffer>
  #filled = 0
  #ends: number[] = []

  /** `memory` that was used before, or new one. */
  constructor(memory: ArrayBuffer = new ArrayBuffer(usualBytes)) {
    this.#bytes = Buffer.from(memory)
  }

  add(text: string): void {
    // No character takes more than three bytes a code unit.
    this.#makeRoom(text.length * 3)
    this.#filled += this.#bytes.write(text, this.#filled)
    this.#ends.push(this.#filled)
  }

  /** All that was added; the buffer is of no use afterwards. */
  taken(): EncodedRows {
    const bytes = new Uint8Array(this.#bytes.buffer, this.#bytes.byteOffset, this.#filled)
    return { bytes, ends: Uint32Array.from(this.#ends) }
  }

  #makeRoom(needed: number): void {
    if (this.#filled + needed <= this.#bytes.length) return
    const larger = Buffer.from(new ArrayBuffer(Math.max(this.#bytes.length * 2, this.#filled + needed)))
    this.#bytes.copy(larger, 0, 0, this.#filled)
    this.#bytes = larger
  }
}
