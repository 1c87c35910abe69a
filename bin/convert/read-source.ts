import { readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { AppError } from '@/lib/core/errors'

/** Larger documents must be split: they are read in one piece. */
const mostBytes = 1024 * 1024 * 1024

/** The text of a file, UTF-8 or nothing. @throws AppError `bad-input` */
export function readText(file: string): string {
  const found = statSync(file, { throwIfNoEntry: false })
  if (!found) throw new AppError('bad-input', 'there is no such file.')
  if (found.isDirectory()) throw new AppError('bad-input', 'this is a folder; name a file.')
  if (found.size > mostBytes) throw new AppError('bad-input', 'the file is larger than 1 GB; split it.')
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(file))
  } catch (cause) {
    throw new AppError('bad-input', 'this is not UTF-8; save the file as UTF-8.', { cause })
  }
}

export function readJson(file: string): unknown {
  const text = readText(file)
  try {
    const value: unknown = JSON.parse(text)
    return value
  } catch (cause) {
    const problem = cause instanceof Error ? cause.message : String(cause)
    throw new AppError('bad-input', `this is not JSON (${problem}).`, { cause })
  }
}

/** The file itself, or all files with the ending in a folder and those below it, sorted. */
export function filesOf(fileOrFolder: string, ending: string): string[] {
  const found = statSync(fileOrFolder, { throwIfNoEntry: false })
  if (!found) throw new AppError('bad-input', 'there is no such file.')
  if (found.isFile()) return [fileOrFolder]
  const files = readdirSync(fileOrFolder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.toLowerCase().endsWith(ending))
    .map((entry) => path.join(entry.parentPath, entry.name))
  if (files.length > 0) return files.sort()
  throw new AppError('bad-input', `there is no ${ending} file in this folder.`)
}
