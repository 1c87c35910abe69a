import 'server-only'
import type { Row } from '@/lib/core/export/contract'
import type { EncodedRows } from './encoded-rows'
import type { ExportFolder } from './export-folder'
import { type RowWriter, rowWriter, type TableShape } from './row-writers'

export interface ShardNames {
  /** `train/pairs`, without ending. */
  stem: string
  mostRows: number
  /** Also a single file carries its number. */
  alwaysNumbered: boolean
}

/** The rows of one table in files of a bounded number of rows each: `pairs-00000-of-00003.jsonl`, or `pairs.jsonl` where one file is enough. */
export class ShardedTable {
  readonly #folder: ExportFolder
  readonly #shape: TableShape
  readonly #names: ShardNames
  #shards = 0
  #writer: RowWriter | null = null
  #room = 0
  rows = 0

  constructor(folder: ExportFolder, shape: TableShape, names: ShardNames) {
    this.#folder = folder
    this.#shape = shape
    this.#names = names
  }

  async add(rows: readonly Row[]): Promise<void> {
    this.rows += rows.length
    for (let at = 0; at < rows.length; ) {
      const writer = this.#room > 0 && this.#writer !== null ? this.#writer : await this.#next()
      const part = rows.slice(at, at + this.#room)
      await writer.add(part)
      this.#room -= part.length
      at += part.length
    }
  }

  /** The same for rows that are bytes already. */
  async addEncoded({ bytes, ends }: EncodedRows): Promise<void> {
    this.rows += ends.length
    for (let at = 0; at < ends.length; ) {
      const writer = this.#room > 0 && this.#writer !== null ? this.#writer : await this.#next()
      const part = ends.subarray(at, at + this.#room)
      const from = at === 0 ? 0 : ends[at - 1]
      await writer.addEncoded({ bytes: bytes.subarray(from, part.at(-1)), ends: part })
      this.#room -= part.length
      at += part.length
    }
  }

  /** Ends the last file and gives all their final names; how many there are is known only now. */
  async finish(): Promise<string[]> {
    if (this.#shards === 0) await this.#next()
    await this.#writer?.finish()
    return Array.from({ length: this.#shards }, (_, shard) => {
      const name = this.#nameOf(shard)
      this.#folder.rename(this.#draftName(shard), name)
      return name
    })
  }

  async #next(): Promise<RowWriter> {
    await this.#writer?.finish()
    const file = this.#draftName(this.#shards)
    this.#shards += 1
    this.#room = this.#names.mostRows
    this.#writer = rowWriter(this.#shape, (data) => this.#folder.write({ file, data }))
    return this.#writer
  }

  #draftName(shard: number): string {
    return `${this.#names.stem}.shard-${shard}.${this.#shape.form}`
  }

  #nameOf(shard: number): string {
    const { stem, alwaysNumbered } = this.#names
    if (this.#shards === 1 && !alwaysNumbered) return `${stem}.${this.#shape.form}`
    const numbered = [shard, this.#shards].map((number) => String(number).padStart(5, '0'))
    return `${stem}-${numbered.join('-of-')}.${this.#shape.form}`
  }
}
