import 'server-only'
import type { PersonalKind } from '@/lib/core/export-plan/personal-data'
import { scrubbedValue } from '@/lib/core/export-plan/scrub'
import type { ScrubReport } from './scrub-report'

export interface StoredAnswer {
  /** As it was given. */
  given: unknown
  /** As it is exported. */
  shown: unknown
}

const mostKept = 5_000
const longestKept = 200

/**
 * Reads answers from their stored text. Short ones come again and again (a choice, a label): each is read once, and all that are equal are the
 * same object.
 */
export class StoredAnswers {
  readonly #kept = new Map<string, unknown>()
  readonly #orders = new Map<string, number[]>()
  readonly #kinds: readonly PersonalKind[]
  readonly report: ScrubReport

  constructor(kinds: readonly PersonalKind[], report: ScrubReport) {
    this.#kinds = kinds
    this.report = report
  }

  read(text: string): StoredAnswer {
    const given = this.#parsed(text)
    return { given, shown: this.scrubbed(given) }
  }

  scrubbed(value: unknown): unknown {
    return this.#kinds.length === 0 ? value : scrubbedValue(value, this.#kinds, this.report, isStoredMedia)
  }

  /** The order in which alternatives were shown: there are few. */
  order(text: string): number[] {
    const known = this.#orders.get(text)
    if (known !== undefined) return known
    const order: number[] = JSON.parse(text)
    if (this.#orders.size >= mostKept) this.#orders.clear()
    this.#orders.set(text, order)
    return order
  }

  #parsed(text: string): unknown {
    if (text.length > longestKept) return JSON.parse(text)
    const known = this.#kept.get(text)
    if (known !== undefined) return known
    const parsed: unknown = JSON.parse(text)
    if (this.#kept.size >= mostKept) this.#kept.clear()
    this.#kept.set(text, parsed)
    return parsed
  }
}

/** Names and digests of media are no prose: they stay, so that rows and files find each other. */
export function isStoredMedia(value: object): boolean {
  return 'sha256' in value && 'mime' in value && 'id' in value
}
