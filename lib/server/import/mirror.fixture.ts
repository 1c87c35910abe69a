import { Notes } from './notes'
import type { ReadLine } from './read-line'
import { openTaskSource } from './task-source'
import { zipOf } from './zip.fixture'

export type Files = Record<string, string | Uint8Array>

/** What a file or a zip is read as, with everything that was found in it: the way of an import up to the task type. */
export async function readAs(
  taskType: string,
  given: Files | string,
  wish: { contentType?: string; format?: string } = {},
): Promise<{ format: string; lines: ReadLine[]; notes: Record<string, number> }> {
  const notes = new Notes()
  const isZip = typeof given !== 'string'
  const bytes = isZip ? zipOf(Object.entries(given).map(([name, content]) => ({ name, content }))) : Buffer.from(given)
  const contentType = wish.contentType ?? (isZip ? 'application/zip' : 'application/x-ndjson')
  const source = await openTaskSource(inPieces(bytes), {
    contentType,
    taskType,
    format: wish.format ?? null,
    tally: notes,
  })
  try {
    const lines: ReadLine[] = []
    for await (const line of source.lines) lines.push(line)
    const counted = notes.list().map(({ what, count }): [string, number] => [what, count])
    return { format: source.format, lines, notes: Object.fromEntries(counted) }
  } finally {
    await source.close()
  }
}

/** Good lines: the task, and who said what; a line with a problem is the problem's message. */
export function contentOf(lines: readonly ReadLine[]) {
  return lines.map((line) => {
    if ('problem' in line) return line.problem.message
    const { id, gold, meta, ...task } = line.value
    const annotations = (line.answers?.annotations ?? []).map(({ annotator, answer }) => [annotator, answer])
    const prelabel = line.answers?.prelabel?.answer
    return { id, gold, meta, task, annotations, ...(prelabel === undefined ? {} : { prelabel }) }
  })
}

/** Small pieces, so that no reader may rely on where one ends. */
async function* inPieces(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 1000) yield bytes.subarray(at, at + 1000)
}
