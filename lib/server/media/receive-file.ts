import 'server-only'
import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { AppError } from '@/lib/core/errors'

/** Writes a stream to a file and stops it at the limit. Returns the bytes written. */
export async function receiveFile(
  source: AsyncIterable<Uint8Array>,
  target: string,
  limit: number,
  name: string,
): Promise<number> {
  let received = 0
  const counter = new Transform({
    transform(chunk: Uint8Array, _encoding, done) {
      received += chunk.byteLength
      if (received <= limit) return done(null, chunk)
      const most = Math.round(limit / 1024 / 1024)
      done(new AppError('too-large', `“${name}” is larger than ${most} MB. Make it smaller.`))
    },
  })
  await pipeline(source, counter, createWriteStream(target, { mode: 0o600 })).catch((cause: unknown) => {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOSPC') {
      throw new AppError(
        'no-space',
        'The disk of the server is full. Nothing was stored; free some space and try again.',
        {
          cause,
        },
      )
    }
    throw cause
  })
  return received
}

export async function sha256Of(file: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(file)) hash.update(chunk)
  return hash.digest('hex')
}
