import type { FormatTally } from '@/lib/core/formats/format-file'

/** Counts what a format could not hold and says it on standard error, most first. */
export class StderrTally implements FormatTally {
  readonly #counts = new Map<string, number>()

  count(what: string, by = 1): void {
    if (by > 0) this.#counts.set(what, (this.#counts.get(what) ?? 0) + by)
  }

  report(): void {
    const counts = [...this.#counts].toSorted(([, a], [, b]) => b - a)
    for (const [what, count] of counts) process.stderr.write(`concord: ${what}: ${count}\n`)
  }
}
