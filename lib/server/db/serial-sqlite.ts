import 'server-only'
import { PrismaBetterSqlite3 } from '@prisma/adapter-better-sqlite3'
import type { SqlDriverAdapter, SqlDriverAdapterFactory, SqlQuery, Transaction } from '@prisma/driver-adapter-utils'
import Database from 'better-sqlite3'
import type { SqliteLine } from './sqlite-line'

/**
 * Prisma on our one SQLite connection. The adapter as it comes lets plain calls run inside another request's open transaction,
 * and loses them when that one rolls back; here each call and each whole transaction waits for its turn.
 */
export class SerialSqlite implements SqlDriverAdapterFactory {
  readonly provider = 'sqlite'
  readonly adapterName = 'serial-better-sqlite3'
  readonly #database: Database.Database
  readonly #line: SqliteLine

  constructor(database: Database.Database, line: SqliteLine) {
    this.#database = database
    this.#line = line
  }

  async connect(): Promise<SqlDriverAdapter> {
    const adapter = await new PrismaBetterSqlite3({ url: ':memory:' }, { timestampFormat: 'unixepoch-ms' }).connect()
    this.#lend(adapter)
    const query = adapter.queryRaw.bind(adapter)
    const execute = adapter.executeRaw.bind(adapter)
    const script = adapter.executeScript.bind(adapter)
    adapter.queryRaw = (sql) => this.#inLine(() => query(sql))
    adapter.executeRaw = (sql) => this.#inLine(() => execute(sql))
    adapter.executeScript = (sql) => this.#inLine(() => script(sql))
    adapter.startTransaction = () => this.#begin(query, execute)
    adapter.dispose = async () => {}
    return adapter
  }

  /** The adapter opens a connection of its own and offers no way to give it one. Its column mapping wants 64-bit integers. */
  #lend(adapter: SqlDriverAdapter): void {
    const own: unknown = Reflect.get(adapter, 'client')
    if (!(own instanceof Database))
      throw new Error('The SQLite adapter of Prisma has changed: it no longer holds `client`.')
    own.close()
    const database = this.#database
    Reflect.set(adapter, 'client', {
      prepare: (sql: string) => database.prepare(sql).safeIntegers(true),
      exec: (sql: string) => database.exec(sql),
    })
  }

  async #inLine<T>(work: () => Promise<T>): Promise<T> {
    const leave = await this.#line.enter()
    try {
      return await work()
    } finally {
      leave()
    }
  }

  async #begin(query: SqlDriverAdapter['queryRaw'], execute: SqlDriverAdapter['executeRaw']): Promise<Transaction> {
    const leave = await this.#line.enter()
    const database = this.#database
    try {
      database.exec('BEGIN IMMEDIATE')
    } catch (error) {
      leave()
      throw error
    }
    const finish = (statement: string) => async () => {
      try {
        if (database.inTransaction) database.exec(statement)
      } finally {
        if (database.inTransaction) database.exec('ROLLBACK')
        leave()
      }
    }
    const run = (sql: string) => execute({ sql, args: [], argTypes: [] })
    return {
      provider: this.provider,
      adapterName: this.adapterName,
      // We begin, commit and roll back ourselves.
      options: { usePhantomQuery: true },
      queryRaw: (sql: SqlQuery) => query(sql),
      executeRaw: (sql: SqlQuery) => execute(sql),
      commit: finish('COMMIT'),
      rollback: finish('ROLLBACK'),
      createSavepoint: async (name: string) => void (await run(`SAVEPOINT ${name}`)),
      rollbackToSavepoint: async (name: string) => void (await run(`ROLLBACK TO ${name}`)),
      releaseSavepoint: async (name: string) => void (await run(`RELEASE SAVEPOINT ${name}`)),
    }
  }
}
