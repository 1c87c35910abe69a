import { AppError } from '../errors'
import type { ExportTally } from '../export/contract'
import { fittingName } from './file-names'

export interface FormatFile {
  /** Path inside the folder. */
  file: string
  data: string
}

/** Counts what a format cannot hold and what had to be changed. */
export type FormatTally = ExportTally

/**
 * A path from a file's own words, safe inside the folder: no way up, no drive, nothing that some disk refuses. Case and script
 * stay. @throws AppError `bad-input` where nothing is left
 */
export function safePath(path: string): string {
  const parts = path
    .split(/[\\/]+/)
    .map((part) => [...part].map((character) => (/[\p{Cc}:*?"<>|]/u.test(character) ? '_' : character)).join(''))
    .filter((part) => part !== '' && part !== '.' && part !== '..')
    .map((part) => fittingName(part))
  if (parts.length > 0) return parts.join('/')
  throw new AppError('bad-input', `“${path}” cannot name a file; give the item a name with letters.`)
}

/** Without the ending: `a/b.tar.gz` → `a/b.tar`. */
export function stem(path: string): string {
  return path.replace(/(?<=[^/])\.[^./]*$/, '')
}

/** A name for each key, each once; on some disks upper and lower case are the same. */
export function uniqueNames(): (name: string) => string {
  const taken = new Set<string>()
  return (name) => {
    let free = name
    for (let number = 2; taken.has(free.toLowerCase()); number++) free = `${name}-${number}`
    taken.add(free.toLowerCase())
    return free
  }
}
