import 'server-only'
import { setTimeout as later } from 'node:timers/promises'
import { now, nowMs } from '../clock'

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
  tookMs: number
}

/** Begins to measure; `calmly` once whoever asked has their answer. The answers are those of the moment of the call. */
export type Make<Value> = (calmly: boolean) => Promise<Value>

/**
 * What takes long to measure, made anew in the background when its answers have changed, one measuring at a time. Meanwhile the last is given, with
 * the moment it is of.
 */
export class Latest<Value> {
  #made: Made<Value> | null = null
  #underWay: Promise<void> | null = null
  #failed: { error: unknown } | null = null

  /** Of these answers; or, where that would take longer than `patienceMs`, the last there is. The first is always waited for. */
  async of(standing: Standing, make: Make<Value>, patienceMs: number): Promise<Stand<Value>> {
    for (let waited = false; ; waited = true) {
      const made = this.#made
      if (made?.version === standing.version) return { value: made.value, asOf: null }
      const hurried = made === null || made.tookMs <= patienceMs
      if (waited && made !== null && patienceMs !== Number.POSITIVE_INFINITY) return asLast(made)
      this.#throwFailure()
      this.#underWay ??= this.#measure(standing, make, !hurried)
      if (made === null || patienceMs === Number.POSITIVE_INFINITY) await this.#underWay
      else if (hurried) await Promise.race([this.#underWay, later(patienceMs, undefined, { ref: false })])
      this.#throwFailure()
    }
  }

  async #measure({ version, answers }: Standing, make: Make<Value>, calmly: boolean): Promise<void> {
    const at = now()
    try {
      const value = await make(calmly)
      this.#made = {
        version,
        answers,
        at: at.toISOString(),
        value,
        tookMs: nowMs() - at.getTime() - (calmly ? calmMs : 0),
      }
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

const calmMs = 500

/** So long a page has to be finished before work in the background begins. */
export function calm(): Promise<void> {
  return later(calmMs)
}

function asLast<Value>({ value, at, answers }: Made<Value>): Stand<Value> {
  return { value, asOf: { at, answers } }
}

/** For the method or the note of a number that is not of this moment. */
export function asOfSentence({ at, answers }: AsOf): string {
  return `As measured at ${at.slice(0, 19).replace('T', ' ')} UTC over ${answers} answers; what came since is being measured.`
}
