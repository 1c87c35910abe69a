import { plainText, type Row, required, rowError } from '@/lib/core/long-table/row'
import { lineProgress } from './line-progress'
import { fileName, inFile, readRowBatches } from './read-rows'

/** Takes the rows of a table, then says what it makes of them. */
export interface TableRun<Result> {
  add(row: Row): void
  result(): Result
}

interface Output<Result> {
  /** Split the lines by this column, each part computed as if it were alone. */
  by: string | undefined
  /** One JSON object, numbers unrounded, instead of tables. */
  json: boolean
  table(result: Result): string
}

/**
 * Reads the file and gives what is to be printed: the result, or with `by` an object with one result a value of that column.
 * @throws AppError `bad-input` naming file, line, field and remedy.
 */
export async function measuredFile<Result>(
  file: string,
  start: () => TableRun<Result>,
  { by, json, table }: Output<Result>,
): Promise<string> {
  try {
    if (by === undefined) {
      const run = start()
      await eachRow(file, (row) => run.add(row))
      const result = run.result()
      return json ? jsonText(result) : table(result)
    }
    const runs = new Map<string, TableRun<Result>>()
    await eachRow(file, (row) => {
      const part = partOf(row, by)
      const run = runs.get(part) ?? start()
      runs.set(part, run)
      run.add(row)
    })
    const results = [...runs]
      .toSorted(([a], [b]) => Number(a > b) - Number(a < b))
      .map(([part, run]): [string, Result] => [part, run.result()])
    if (json) return jsonText(Object.fromEntries(results))
    return results.map(([part, result]) => `${by}: ${part}\n${table(result)}`).join('\n')
  } catch (error) {
    throw inFile(file, error)
  }
}

async function eachRow(file: string, take: (row: Row) => void): Promise<void> {
  const progress = lineProgress(fileName(file))
  for await (const rows of readRowBatches(file)) {
    for (const row of rows) take(row)
    progress.add(rows.length)
  }
  progress.end()
}

/** An empty field is a part too. */
function partOf(row: Row, by: string): string {
  const value = required(row, by, 'Name a column of the file with --by COLUMN.')
  const text = value === null ? '' : plainText(value)
  if (text === null) throw rowError(row, by, 'lines can only be split by a text or a number.')
  return text
}

const jsonText = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`
