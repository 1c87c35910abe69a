import 'server-only'
import { db } from '../db/db'

export interface Question {
  batchIds: readonly string[]
  configVersion: number
  resamples: number
}

const most = 50

/** Results by question, each kept until an answer it rests on is given, changed or taken back; those who ask at once wait for one result. */
export class KeptResults<Value> {
  readonly #kept = new Map<string, { state: string; value: Promise<Value> }>()

  async get(question: Question, compute: () => Promise<Value>): Promise<Value> {
    const key = JSON.stringify([question.batchIds, question.resamples])
    const state = await stateOf(question)
    const known = this.#kept.get(key)
    if (known?.state === state) return known.value
    const value = compute()
    this.#kept.delete(key)
    this.#kept.set(key, { state, value })
    const [oldest] = this.#kept.keys()
    if (this.#kept.size > most && oldest !== undefined) this.#kept.delete(oldest)
    try {
      return await value
    } catch (error) {
      this.#kept.delete(key)
      throw error
    }
  }
}

/** Any new, changed or withdrawn answer shows in the counts and the newest change. */
async function stateOf({ batchIds, configVersion }: Question): Promise<string> {
  const where = { batchId: { in: [...batchIds] } }
  const { _count, _max } = await db.annotation.aggregate({ where, _count: true, _max: { updatedAt: true } })
  const { _sum } = await db.batchTally.aggregate({ where, _sum: { submitted: true } })
  return JSON.stringify([_count, _max.updatedAt, _sum.submitted, configVersion])
}
