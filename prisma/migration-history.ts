import { chmodSync, mkdirSync } from 'node:fs'
import path from 'node:path'
import Database from 'better-sqlite3'
import pg from 'pg'
import type { Provider } from './schema-engine'

interface AppliedMigration {
  name: string
  finished: boolean
}

/** The table in which the schema engine notes what it has done. */
export interface MigrationHistory {
  read(): Promise<AppliedMigration[]>
  /** After a stop in the middle: was this script carried out? Then its migration is done, else it is as if it had not begun. */
  settle(name: string, scriptHash: string): Promise<void>
  close(): Promise<void>
}

type Run = (text: string, values: string[]) => Promise<Record<string, unknown>[]>

export async function openHistory(provider: Provider, url: string): Promise<MigrationHistory> {
  if (provider === 'sqlite') return sqliteHistory(url)
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const run: Run = async (text, values) => (await client.query(text, values)).rows
  return historyOn(run, `SELECT 1 FROM pg_tables WHERE schemaname = current_schema() AND tablename = $1`, () =>
    client.end(),
  )
}

function sqliteHistory(url: string): MigrationHistory {
  const file = url.replace(/^file:/, '')
  mkdirSync(path.dirname(path.resolve(file)), { recursive: true, mode: 0o700 })
  const database = new Database(file)
  chmodSync(file, 0o600)
  database.pragma('journal_mode = WAL')
  const run: Run = async (text, values) => {
    const prepared = database.prepare<[Record<string, string>], Record<string, unknown>>(text)
    const bound = Object.fromEntries(values.map((value, index) => [index + 1, value]))
    if (prepared.reader) return prepared.all(bound)
    prepared.run(bound)
    return []
  }
  return historyOn(
    run,
    `SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = $1`,
    async () => void database.close(),
  )
}

function historyOn(run: Run, tableNamed: string, close: () => Promise<void>): MigrationHistory {
  const exists = async (table: string) => (await run(tableNamed, [table])).length > 0
  return {
    close,
    read: async () => {
      if (!(await exists('_prisma_migrations'))) return []
      const rows = await run(
        `SELECT migration_name AS "name", finished_at IS NOT NULL AS "finished" FROM _prisma_migrations WHERE rolled_back_at IS NULL ORDER BY started_at`,
        [],
      )
      return rows.map((row) => ({ name: String(row.name), finished: Boolean(row.finished) }))
    },
    settle: async (name, scriptHash) => {
      const noted =
        (await exists('_concord_scripts')) &&
        (await run(`SELECT 1 FROM _concord_scripts WHERE hash = $1`, [scriptHash])).length > 0
      const column = noted ? 'finished_at' : 'rolled_back_at'
      const at = new Date().toISOString().replace('Z', '+00:00')
      await run(
        `UPDATE _prisma_migrations SET ${column} = $1 WHERE migration_name = $2 AND finished_at IS NULL AND rolled_back_at IS NULL`,
        [at, name],
      )
    },
  }
}
