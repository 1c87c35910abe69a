import 'server-only'
import { readJsonArray } from './read-json-array'
import type { ReadLine } from './read-line'
import { readNdjson } from './read-ndjson'
import { begun } from './text-beginning'

/** What stands in a .json file: a list of objects, or, as speech tools write them, one object a line. */
export async function* readJson(text: AsyncIterable<string>): AsyncIterable<ReadLine> {
  const { start, all } = await begun(text)
  yield* isLines(start) ? readNdjson(all) : readJsonArray(all)
}

/** The first line is an object by itself. */
function isLines(start: string): boolean {
  const [first = ''] = start.trimStart().split(/\r?\n/, 1)
  if (!first.startsWith('{')) return false
  try {
    JSON.parse(first)
    return true
  } catch (error) {
    if (error instanceof SyntaxError) return false
    throw error
  }
}
