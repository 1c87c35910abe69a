import 'server-only'
import { createHash } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import type { Pool, PoolClient } from 'pg'
import { asStorageError } from '../db/storage-error'
import type { Row, Steps } from './statement'

const tries = 5

/** The queue's own connections to PostgreSQL: statements by name, transactions, and once more where a race was lost. */
export class PostgresLine {
  readonly #hot: Pool

  constructor(hot: Pool) {
    this.#hot = hot
  }

  /** Runs the steps in one transaction. */
  async run<T>(steps: () => Steps<T>): Promise<T> {
    return this.trying(async () => {
      const client = await this.#hot.connect()
      try {
        await client.query('BEGIN')
        const value = await drive(client, steps())
        await client.query('COMMIT')
        client.release()
        return value
      } catch (error) {
        await undo(client)
        throw error
      }
    })
  }

  async query(text: string, values: readonly unknown[]): Promise<Row[]> {
    const { rows } = await this.#hot.query<Row>({ name: nameOf(text), text, values: [...values] })
    return rows
  }

  /** Deadlocks and lost races between statements are the database's way of saying: once more. */
  async trying<T>(work: () => Promise<T>): Promise<T> {
    for (let tried = 1; ; tried++) {
      try {
        return await work()
      } catch (error) {
        if (tried >= tries || !isLostRace(error)) throw asStorageError(error)
        await wait(tried * 5)
      }
    }
  }
}

async function drive<T>(client: PoolClient, steps: Steps<T>): Promise<T> {
  let step = steps.next([])
  while (!step.done) {
    const { text, values } = step.value
    const { rows } = await client.query<Row>({ name: nameOf(text), text, values: [...values] })
    step = steps.next(rows)
  }
  return step.value
}

/** A connection that cannot even roll back is of no more use; the pool makes another. */
async function undo(client: PoolClient): Promise<void> {
  let broken: Error | undefined
  await client.query('ROLLBACK').catch((error: Error) => {
    broken = error
  })
  client.release(broken)
}

function isLostRace(error: unknown): boolean {
  return (
    error instanceof Error &&
    'code' in error &&
    (error.code === '40P01' || error.code === '40001' || error.code === '23505')
  )
}

const names = new Map<string, string>()

/** PostgreSQL keeps the plan of a statement that has a name. */
function nameOf(text: string): string {
  const known = names.get(text)
  if (known) return known
  const made = `q${createHash('sha256').update(text).digest('hex').slice(0, 24)}`
  names.set(text, made)
  return made
}
