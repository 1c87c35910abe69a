import 'server-only'

/** So much is looked at to tell what a file is. */
const lookedAt = 64 * 1024

/** The beginning of a text, and everything including it. */
export async function begun(text: AsyncIterable<string>): Promise<{ start: string; all: AsyncIterable<string> }> {
  const iterator = text[Symbol.asyncIterator]()
  let start = ''
  let ended = false
  while (!ended && start.length < lookedAt) {
    const next = await iterator.next()
    ended = next.done === true
    if (next.done !== true) start += next.value
  }
  async function* all() {
    try {
      if (start !== '') yield start
      if (ended) return
      for (let next = await iterator.next(); next.done !== true; next = await iterator.next()) yield next.value
    } finally {
      await iterator.return?.()
    }
  }
  return { start, all: all() }
}
