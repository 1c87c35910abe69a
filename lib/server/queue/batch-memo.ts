import 'server-only'
import type { GoldMix } from './gold-turns'

export interface BatchInLine {
  id: string
  /** Grows with every place that comes back or is added. */
  returnSeq: number
  /** Null where no known answers are mixed in, as in most batches. */
  gold: GoldMix | null
}

const keptForMs = 1_000
const mostKept = 20_000

/**
 * Keeps each labeler's list of batches for a second, and remembers where they found nothing until something comes back there:
 * thousands of batches one is through with then cost nothing. Only a hint: the claim itself checks again.
 */
export class BatchMemo {
  readonly #lists = new Map<string, { atMs: number; batches: BatchInLine[] }>()
  readonly #nothing = new Map<string, number>()

  /** The list, unless it is too old. */
  kept(key: string, nowMs: number): BatchInLine[] | null {
    const known = this.#lists.get(key)
    return known && Math.abs(nowMs - known.atMs) < keptForMs ? known.batches : null
  }

  /** Keeps a fresh list without the batches where nothing is left for this labeler. */
  keep(key: string, labelerId: string, batches: BatchInLine[], nowMs: number): BatchInLine[] {
    if (this.#lists.size > mostKept) this.#lists.clear()
    const open = batches.filter((batch) => this.#nothing.get(`${labelerId}/${batch.id}`) !== batch.returnSeq)
    this.#lists.set(key, { atMs: nowMs, batches: open })
    return open
  }

  /** What this labeler may work on has changed. */
  forget(labelerId: string): void {
    for (const key of this.#lists.keys()) if (key.startsWith(`${labelerId}/`)) this.#lists.delete(key)
  }

  foundNothing(labelerId: string, batch: BatchInLine): void {
    if (this.#nothing.size > mostKept) this.#nothing.clear()
    this.#nothing.set(`${labelerId}/${batch.id}`, batch.returnSeq)
  }
}
