import 'server-only'
import type { Database } from 'better-sqlite3'

interface Job {
  /** Runs inside the transaction; keeps its result. */
  run(): void
  /** Called after COMMIT. */
  answer(): void
  fail(error: unknown): void
}

/**
 * SQLite has one writer and we have one connection. Everything that uses it stands in this line: Prisma's calls and whole
 * transactions by `enter`, the hot path by `write`, which puts all jobs of a moment into one transaction with one fsync.
 */
export class SqliteLine {
  readonly #database: Database
  #tail: Promise<void> = Promise.resolve()
  #jobs: Job[] = []

  constructor(database: Database) {
    this.#database = database
  }

  /** Waits for one's turn; the returned function gives it back. Never enter twice from the same flow: it would wait for itself. */
  async enter(): Promise<() => void> {
    const before = this.#tail
    let leave = () => {}
    this.#tail = new Promise<void>((resolve) => {
      leave = resolve
    })
    await before
    return leave
  }

  /** Reads what is committed. */
  async read<T>(work: (database: Database) => T): Promise<T> {
    const leave = await this.enter()
    try {
      return work(this.#database)
    } finally {
      leave()
    }
  }

  /** Runs `work` in a transaction and answers after COMMIT. A throw undoes this job's changes only. */
  write<T>(work: (database: Database) => T): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      let answer = () => {}
      this.#jobs.push({
        run: () => {
          const value = work(this.#database)
          answer = () => resolve(value)
        },
        answer: () => answer(),
        fail: reject,
      })
      if (this.#jobs.length === 1) setImmediate(() => void this.#commitWaiting())
    })
  }

  async #commitWaiting(): Promise<void> {
    const leave = await this.enter()
    const jobs = this.#jobs
    this.#jobs = []
    try {
      const done = this.#commit(jobs)
      for (const job of done) job.answer()
    } catch (error) {
      for (const job of jobs) job.fail(error)
    } finally {
      leave()
    }
  }

  /** The jobs that went through. Throws when the transaction as a whole did not. */
  #commit(jobs: Job[]): Job[] {
    const database = this.#database
    database.exec('BEGIN IMMEDIATE')
    try {
      const done: Job[] = []
      const failed: { job: Job; error: unknown }[] = []
      for (const job of jobs) {
        database.exec('SAVEPOINT job')
        try {
          job.run()
          database.exec('RELEASE job')
          done.push(job)
        } catch (error) {
          // A full disk ends the whole transaction, not only this job.
          if (!database.inTransaction) throw error
          database.exec('ROLLBACK TO job; RELEASE job')
          failed.push({ job, error })
        }
      }
      database.exec('COMMIT')
      for (const { job, error } of failed) job.fail(error)
      return done
    } catch (error) {
      if (database.inTransaction) database.exec('ROLLBACK')
      throw error
    }
  }
}
