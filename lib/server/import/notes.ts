import 'server-only'
import type { ExportTally } from '@/lib/core/export/contract'

export interface Note {
  what: string
  count: number
}

/** What could not come along, counted by its kind. */
export class Notes implements ExportTally {
  readonly #counts = new Map<string, number>()

  count(what: string, by = 1): void {
    if (by > 0 && (this.#counts.has(what) || this.#counts.size < 200)) {
      this.#counts.set(what, (this.#counts.get(what) ?? 0) + by)
    }
  }

  list(): Note[] {
    return [...this.#counts].map(([what, count]) => ({ what, count }))
  }
}
