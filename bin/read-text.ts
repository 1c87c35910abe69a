import type { Readable } from 'node:stream'
import { AppError } from '@/lib/core/errors'

/** Longest line that is read: past this a file is broken, not long. */
export const MAX_LINE_CHARACTERS = 16 * 1024 * 1024

/** A file's text, piece by piece: UTF-8 or nothing, since a wrong byte would silently make two ids one. `line` says where reading stands. */
export async function* textOf(source: Readable, line: () => number): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  const decode = (bytes?: Uint8Array): string => {
    try {
      return bytes ? decoder.decode(bytes, { stream: true }) : decoder.decode()
    } catch (cause) {
      throw lineError(line(), 'here or shortly after, a byte is not UTF-8; save the file as UTF-8.', cause)
    }
  }
  try {
    for await (const chunk of source) yield decode(Buffer.from(chunk))
  } catch (cause) {
    throw readError(cause)
  }
  yield decode()
}

export function lineError(line: number, problem: string, cause?: unknown): AppError {
  return new AppError('bad-input', `line ${line}: ${problem}`, { cause, detail: { line } })
}

function readError(error: unknown): unknown {
  if (!(error instanceof Error) || !('code' in error)) return error
  if (error.code === 'ENOENT') return new AppError('bad-input', 'there is no such file.', { cause: error })
  if (error.code === 'EISDIR') return new AppError('bad-input', 'this is a folder; name a file.', { cause: error })
  if (error.code === 'EACCES')
    return new AppError('bad-input', 'this file may not be read; change its permissions.', { cause: error })
  return error
}
