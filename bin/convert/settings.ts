import type { FormatTally } from '@/lib/core/formats/format-file'
import type { ColumnNames } from '@/lib/core/long-table/row'

/** What one run of `concord convert` is to do. */
export interface Conversion {
  file: string
  from: string
  to: string
  columns: ColumnNames
  categories: string[] | undefined
  tally: FormatTally
}
