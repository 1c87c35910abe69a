import 'server-only'
import { AppError } from '@/lib/core/errors'

export type UploadBody = ReadableStream<Uint8Array> | AsyncIterable<Uint8Array>

/** The bytes of an upload. One that breaks off, or ends before its announced length, is refused, never taken as complete. */
export async function* bytesOf(body: UploadBody, expectedBytes: number | null): AsyncIterable<Uint8Array> {
  let received = 0
  try {
    for await (const chunk of body instanceof ReadableStream ? chunksOf(body) : body) {
      received += chunk.byteLength
      yield chunk
    }
  } catch (cause) {
    if (cause instanceof AppError) throw cause
    throw brokenOff(cause)
  }
  if (expectedBytes !== null && received !== expectedBytes) throw brokenOff()
}

async function* chunksOf(stream: ReadableStream<Uint8Array>): AsyncIterable<Uint8Array> {
  const reader = stream.getReader()
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value
  } finally {
    await reader.cancel()
  }
}

function brokenOff(cause?: unknown): AppError {
  return new AppError('bad-input', 'The upload broke off before its end. Nothing was imported; send it again.', {
    cause,
  })
}
