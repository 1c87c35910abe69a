import 'server-only'
import { brokenFile } from './read-line'

/** Bytes to text, strictly: anything that is not UTF-8 refuses the file and names the line. A byte order mark is left out. */
export async function* decodeUtf8(bytes: AsyncIterable<Uint8Array>): AsyncIterable<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let line = 1
  let first = true
  let held = new Uint8Array()
  for await (const chunk of bytes) {
    if (chunk.length === 0) continue
    if (first) refuseUtf16(chunk)
    first = false
    let text: string
    try {
      text = decoder.decode(chunk, { stream: true })
    } catch (cause) {
      throw notUtf8(line + linesBeforeFault(held, chunk), cause)
    }
    line += breaksIn(text)
    held = chunk.slice(-3)
    if (text !== '') yield text
  }
  try {
    decoder.decode()
  } catch (cause) {
    throw notUtf8(line, cause)
  }
}

/** The faulty bytes may have begun in the chunk before: its last three are looked at again. */
function linesBeforeFault(held: Uint8Array, chunk: Uint8Array): number {
  let breaks = 0
  let start = 0
  for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, start)) {
    const line = start === 0 ? Buffer.concat([held, chunk.subarray(0, end)]) : chunk.subarray(start, end)
    if (!isUtf8Tail(line)) return breaks
    breaks += 1
    start = end + 1
  }
  return breaks
}

/** Whether bytes are UTF-8, up to three orphaned continuation bytes at the start. */
function isUtf8Tail(bytes: Uint8Array): boolean {
  let start = 0
  while (start < 3 && ((bytes[start] ?? 0) & 0xc0) === 0x80) start += 1
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(start))
    return true
  } catch {
    return false
  }
}

function breaksIn(text: string): number {
  let count = 0
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count += 1
  return count
}

function refuseUtf16(chunk: Uint8Array): void {
  const [a, b] = chunk
  const marked = (a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff)
  if (marked || a === 0 || b === 0) throw brokenFile(1, 'the file is UTF-16 or UTF-32. Save it as UTF-8.')
}

function notUtf8(line: number, cause: unknown) {
  return brokenFile(line, 'the text is not UTF-8. Save the file as UTF-8.', cause)
}
