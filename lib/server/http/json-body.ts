import 'server-only'
import { AppError } from '@/lib/core/errors'
import type { Incoming } from './incoming'

const deepestNesting = 64
const openBrace = '{'.charCodeAt(0)
const openBracket = '['.charCodeAt(0)

/** Reads a JSON body of bounded size and depth. Larger things (imports, media) are streamed by their own readers. */
export async function readJsonBody(incoming: Incoming, limitBytes: number): Promise<unknown> {
  const text = await readText(incoming, limitBytes)
  if (text.trim() === '') throw new AppError('bad-input', 'The request has no body. Send a JSON object.')
  const value = parseJson(text)
  if (!hasFewBrackets(text, deepestNesting) && isDeeperThan(value, deepestNesting)) {
    throw new AppError(
      'bad-input',
      `The JSON is nested more than ${deepestNesting} levels deep. Send a flatter object.`,
    )
  }
  return value
}

async function readText(incoming: Incoming, limitBytes: number): Promise<string> {
  const declared = incoming.headers.get('content-length')
  if (declared !== null && Number(declared) > limitBytes) throw tooLarge(limitBytes)
  const stream = incoming.stream()
  if (stream === null) return ''
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of unbroken(stream)) {
    bytes += chunk.byteLength
    if (bytes > limitBytes) throw tooLarge(limitBytes)
    chunks.push(chunk)
  }
  if (declared !== null && bytes !== Number(declared)) throw brokenOff()
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(chunks.length === 1 ? chunks[0] : Buffer.concat(chunks))
  } catch (cause) {
    throw new AppError('bad-input', 'The body is not valid UTF-8.', { cause })
  }
}

/** A client that goes away in the middle is no bug of ours. */
async function* unbroken(stream: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  try {
    yield* stream
  } catch (cause) {
    throw brokenOff(cause)
  }
}

function tooLarge(limitBytes: number): AppError {
  return new AppError('too-large', `The body is larger than ${limitBytes} bytes.`)
}

function brokenOff(cause?: unknown): AppError {
  return new AppError('bad-input', 'The body ended before its end was due. Send it again.', { cause })
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new AppError('bad-input', 'The body is not valid JSON.', { cause })
  }
}

/** Walks without recursion: a 10,000 deep array must not overflow the stack here, of all places. */
function isDeeperThan(value: unknown, limit: number): boolean {
  let level: unknown[] = [value]
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > limit) return true
    level = level.flatMap((item) => (item !== null && typeof item === 'object' ? Object.values(item) : []))
  }
  return false
}

/** Nearly every body has fewer brackets than the limit: then there is nothing to walk. */
function hasFewBrackets(text: string, most: number): boolean {
  let found = 0
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code !== openBrace && code !== openBracket) continue
    found++
    if (found > most) return false
  }
  return true
}
