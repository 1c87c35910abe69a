import { ByteWriter, ParquetWriter } from 'hyparquet-writer'
import type { Column, Row } from '@/lib/core/export/contract'
import { type ColumnStyle, featuresOf } from './column-features'
import { type CellSize, cellWriter, type MediaBytes } from './parquet-cells'
import { parquetSchema } from './parquet-schema'

/** A row group ends at so many rows or (about) so many bytes, whichever comes first: that much is in memory. */
const mostRows = 10_000
const mostBytes = 16 * 2 ** 20

const noMedia: MediaBytes = () => null

/** A Parquet file written group by group: Snappy, every column nullable, features of Hugging Face datasets in its metadata. The same rows give the same bytes. */
export class ParquetTable {
  readonly #columns: { name: string; data: unknown[]; cell: (value: unknown) => unknown }[]
  readonly #size: CellSize = { bytes: 0 }
  readonly #bytes = new ByteWriter(2 ** 20)
  readonly #writer: ParquetWriter
  readonly #sink: (bytes: Uint8Array) => Promise<void>

  constructor(
    columns: readonly Column[],
    sink: (bytes: Uint8Array) => Promise<void>,
    { style = 'plain', media = noMedia }: { style?: ColumnStyle; media?: MediaBytes } = {},
  ) {
    this.#sink = sink
    this.#columns = columns.map((column) => ({
      name: column.name,
      data: [],
      cell: cellWriter(column, style, media, this.#size),
    }))
    const value = JSON.stringify({ info: { features: featuresOf(columns, style) } })
    this.#writer = new ParquetWriter({
      writer: this.#bytes,
      schema: parquetSchema(columns, style),
      kvMetadata: [{ key: 'huggingface', value }],
      createdBy: 'concord',
    })
  }

  async add(rows: readonly Row[]): Promise<void> {
    for (const row of rows) {
      for (const { name, data, cell } of this.#columns) data.push(cell(row[name]))
      if (this.#rows >= mostRows || this.#size.bytes >= mostBytes) await this.#flush()
    }
  }

  async addEncoded(): Promise<never> {
    throw new Error('A Parquet file takes its rows one by one.')
  }

  async finish(): Promise<void> {
    if (this.#rows > 0) await this.#flush()
    await this.#writer.finish()
    await this.#take()
  }

  get #rows(): number {
    return this.#columns[0]?.data.length ?? 0
  }

  async #flush(): Promise<void> {
    await this.#writer.write({ columnData: this.#columns, rowGroupSize: this.#rows })
    for (const column of this.#columns) column.data = []
    this.#size.bytes = 0
    await this.#take()
  }

  async #take(): Promise<void> {
    await this.#sink(this.#bytes.getBytes())
    this.#bytes.index = 0
  }
}
