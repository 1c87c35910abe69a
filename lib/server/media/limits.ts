import 'server-only'
import { availableParallelism } from 'node:os'

/** What one media file may be at most. */
export const mediaLimits = {
  imageBytes: 64 * 1024 * 1024,
  audioBytes: 1024 * 1024 * 1024,
  /** Width × height, read from the header before anything is decoded. */
  imagePixels: 100_000_000,
  audioSeconds: 12 * 60 * 60,
  /** A name is text to look things up by, never a path on our disk. */
  nameCharacters: 500,
}

/** Runs at most `places` of the given tasks at once, in the order they came. */
export function takingTurns(places: number): <Result>(task: () => Promise<Result>) => Promise<Result> {
  let free = places
  const waiting: (() => void)[] = []
  return async (task) => {
    if (free === 0) await new Promise<void>((resolve) => waiting.push(resolve))
    else free -= 1
    try {
      return await task()
    } finally {
      const next = waiting.shift()
      if (next === undefined) free += 1
      else next()
    }
  }
}

/** One decode at a time for each core: a hundred uploads at once take a hundred turns, not a hundred times the memory. */
export const decodeInTurn = takingTurns(Math.max(1, availableParallelism() - 1))
