import 'server-only'
import path from 'node:path'
import { AppError } from '@/lib/core/errors'

const table = /\.(jsonl|ndjson|json|csv|tsv|parquet)$/i

/** What exports put beside their rows. */
const companions = new Set([
  'manifest.json',
  'dataset_info.json',
  'dataset_infos.json',
  'croissant.json',
  'package.json',
])

/** Files with rows: none of those that only describe others, and of COCO the file with everybody’s boxes. */
export function tablesAmong(files: readonly string[]): string[] {
  const all = files.filter((file) => table.test(file))
  const without = (left: readonly string[], unwanted: (file: string) => boolean) => {
    const kept = left.filter((file) => !unwanted(file))
    return kept.length > 0 ? kept : left
  }
  const rows = without(all, (file) => companions.has(path.posix.basename(file).toLowerCase()))
  const everybody = rows.some((file) => path.posix.basename(file) === 'instances.json')
  const made = (file: string) => everybody && path.posix.basename(file) === 'consensus.json'
  return [
    ...without(
      without(rows, (file) => file.split('/').includes('annotators')),
      made,
    ),
  ]
}

/** @throws AppError where there is none, or several that are no parts of one table */
export function oneTable(tables: readonly string[]): void {
  const [only, other] = tables
  if (only === undefined)
    throw refused(
      'it has no .jsonl, .json, .csv, .tsv or .parquet file with the tasks, and is no folder of a format we know. Add one.',
    )
  const parts = tables.every((file) => file.endsWith('.parquet') || /-\d{5}-of-\d{5}\.\w+$/.test(file))
  if (other === undefined || parts) return
  throw refused(`it has ${tables.length} files of tasks (“${only}”, “${other}”). Keep one.`)
}

function refused(what: string): AppError {
  return new AppError('invalid-content', `The zip is refused: ${what} Nothing was imported.`)
}
