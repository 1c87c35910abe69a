import { createHash } from 'node:crypto'
import { PrismaBetterSqlite3 } from '@prisma/adapter-better-sqlite3'
import { PrismaPg } from '@prisma/adapter-pg'
import type { SqlDriverAdapter } from '@prisma/driver-adapter-utils'

/*
 * The adapters cut a script at every semicolon or run it statement by statement. A trigger's body needs it whole, and a machine that
 * stops in the middle must find either all of it or nothing afterwards: each script is one transaction, which also notes the script's hash.
 */

export function hashOfScript(script: string): string {
  return createHash('sha256').update(script.trim()).digest('hex')
}

function withNote(script: string): string {
  return `${script}
;CREATE TABLE IF NOT EXISTS "_concord_scripts" ("hash" TEXT NOT NULL PRIMARY KEY);
INSERT INTO "_concord_scripts" ("hash") VALUES ('${hashOfScript(script)}') ON CONFLICT DO NOTHING;`
}

export class WholeScriptSqlite extends PrismaBetterSqlite3 {
  readonly #opened: SqlDriverAdapter[] = []

  constructor(url: string) {
    super({ url })
  }

  override async connect() {
    const adapter = await super.connect()
    this.#opened.push(adapter)
    const execute = adapter.executeScript.bind(adapter)
    adapter.executeScript = async (script) => {
      // A table that is rebuilt is dropped on the way: with foreign keys on, that would delete every row that refers to it.
      await execute('PRAGMA foreign_keys = OFF; BEGIN IMMEDIATE')
      try {
        await execute(withNote(script))
        const { rows } = await adapter.queryRaw({ sql: 'PRAGMA foreign_key_check', args: [], argTypes: [] })
        if (rows.length > 0) throw new Error(`The migration leaves ${rows.length} rows that refer to nothing.`)
        await execute('COMMIT')
      } catch (error) {
        await execute('ROLLBACK')
        throw error
      } finally {
        await execute('PRAGMA foreign_keys = ON')
      }
    }
    return adapter
  }

  /** The engine lets its connections linger, and its exclusive lock with them. */
  async close(): Promise<void> {
    for (const adapter of this.#opened) await adapter.dispose()
  }
}

export class WholeScriptPostgres extends PrismaPg {
  readonly #opened: SqlDriverAdapter[] = []

  constructor(url: string) {
    super({ connectionString: url, max: 2 })
  }

  override async connect() {
    const adapter = await super.connect()
    this.#opened.push(adapter)
    adapter.executeScript = async (script) => {
      // PostgreSQL runs what comes in one message as one transaction.
      await adapter.underlyingDriver().query(withNote(script))
    }
    return adapter
  }

  async close(): Promise<void> {
    for (const adapter of this.#opened) await adapter.dispose()
  }
}
