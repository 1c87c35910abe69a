import 'server-only'
import { setTimeout as later } from 'node:timers/promises'
import { now } from '../clock'

/** Which answers a number rests on that is not of this moment. */
export interface AsOf {
  /** ISO 8601. */
  at: string
  answers: number
}

export interface Stand<Value> {
  value: Value
  /** Null: of this moment. */
  asOf: AsOf | null
}

/** The answers as they stand: a version that grows with each change, and how many there are. */
export interface Standing {
  version: number
  answers: number
}

interface Made<Value> extends AsOf {
  version: number
  value: Value
}

/**
 * What takes long to measure, made anew in the background when its answers have changed, one measuring at a time. Meanwhile the last is given, with
 * the moment it is of.
 */
export class Latest<Value> {
  #made: Made<Value> | null = null
  #underWay: Promise<void> | null = null
  #failed: { error: unknown } | null = null

  /** Of these answers; or, where that takes longer than `patienceMs`, the last there is. The first is always waited for. */
  async of(standing: Standing, make: () => Promise<Value>, patienceMs: number): Promise<Stand<Value>> {
    for (let waited = false; ; waited = true) {
      const { version } = standing
      if (this.#made?.version === version) return { value: this.#made.value, asOf: null }
      if (waited && this.#made !== null && patienceMs !== Number.POSITIVE_INFINITY) return asLast(this.#made)
      this.#throwFailure()
      this.#underWay ??= this.#measure(standing, make)
      if (this.#made === null || patienceMs === Number.POSITIVE_INFINITY) await this.#underWay
      else await Promise.race([this.#underWay, later(patienceMs, undefined, { ref: false })])
      this.#throwFailure()
    }
  }

  async #measure({ version, answers }: Standing, make: () => Promise<Value>): Promise<void> {
    const at = now().toISOString()
    try {
      this.#made = { version, answers, at, value: await make() }
    } catch (error) {
      this.#failed = { error }
    }
    this.#underWay = null
  }

  /** What went wrong while nobody waited is told to who asks next. */
  #throwFailure(): void {
    const failed = this.#failed
    this.#failed = null
    if (failed !== null) throw failed.error
  }
}

function asLast<Value>({ value, at, answers }: Made<Value>): Stand<Value> {
  return { value, asOf: { at, answers } }
}

/** For the method or the note of a number that is not of this moment. */
export function asOfSentence({ at, answers }: AsOf): string {
  return `As measured at ${at.slice(0, 19).replace('T', ' ')} UTC over ${answers} answers; what came since is being measured.`
}
