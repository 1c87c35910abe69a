import { chmodSync, existsSync, mkdirSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { PrismaBetterSqlite3 } from '@prisma/adapter-better-sqlite3'
import { PrismaPg } from '@prisma/adapter-pg'
import type { SqlDriverAdapter } from '@prisma/driver-adapter-utils'
import Database from 'better-sqlite3'
import pg from 'pg'
import { AppError } from '@/lib/core/errors'
import { providerOf } from './provider-of'
import { applyMigrations } from './schema-engine'

/**
 * Brings the database at `url` up to this version and answers the names of the migrations it applied; none when nothing was to do.
 * Refuses a database that a newer version has already changed, and one whose last upgrade was interrupted.
 */
export async function migrate(url: string, log: (line: string) => void = () => {}): Promise<string[]> {
  const provider = providerOf(url)
  const folder = path.join(prismaFolder(), 'migrations', provider)
  const names = (await readdir(folder)).filter((name) => /^\d{4}_/.test(name)).sort()
  const history = provider === 'sqlite' ? sqliteHistory(url) : await postgresqlHistory(url)
  refuseStrangers(history, names)
  if (history.length === names.length) return []
  log(`Migrating the database (${names.length - history.length} to apply) …`)
  const directories = await Promise.all(
    names.map(async (name) => {
      const content = await readFile(path.join(folder, name, 'migration.sql'), 'utf8')
      return { path: name, migrationFile: { path: 'migration.sql', content: { tag: 'ok' as const, value: content } } }
    }),
  )
  const factory = provider === 'sqlite' ? new WholeScriptSqlite(url) : new WholeScriptPostgres(url)
  const schema = await readFile(path.join(prismaFolder(), 'schema.prisma'), 'utf8')
  const dialect = provider === 'sqlite' ? schema : schema.replace('provider = "sqlite"', 'provider = "postgresql"')
  const applied = await applyMigrations(provider, dialect, factory, directories).finally(() => factory.close())
  for (const name of applied) log(`Applied ${name}.`)
  return applied
}

interface Applied {
  name: string
  finished: boolean
}

function refuseStrangers(history: Applied[], names: string[]): void {
  const newer = history.find((entry) => !names.includes(entry.name))
  if (newer)
    throw new AppError(
      'conflict',
      `This database was made by a newer Concord (it holds the migration ${newer.name}). Start that version, or restore a backup made before the upgrade.`,
    )
  const broken = history.find((entry) => !entry.finished)
  if (broken)
    throw new AppError(
      'conflict',
      `An earlier upgrade of this database stopped in the middle (migration ${broken.name}). Restore the backup made before it, then start again.`,
    )
}

const historyQuery =
  'SELECT migration_name AS name, finished_at IS NOT NULL AS finished FROM _prisma_migrations WHERE rolled_back_at IS NULL ORDER BY started_at'

function sqliteHistory(url: string): Applied[] {
  const file = url.replace(/^file:/, '')
  mkdirSync(path.dirname(path.resolve(file)), { recursive: true, mode: 0o700 })
  const database = new Database(file)
  try {
    chmodSync(file, 0o600)
    database.pragma('journal_mode = WAL')
    const known = database.prepare("SELECT 1 FROM sqlite_master WHERE name = '_prisma_migrations'").get()
    if (known === undefined) return []
    return database.prepare<[], { name: string; finished: number }>(historyQuery).all().map(toApplied)
  } finally {
    database.close()
  }
}

async function postgresqlHistory(url: string): Promise<Applied[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const known = await client.query<{ found: boolean }>(
      "SELECT to_regclass('_prisma_migrations') IS NOT NULL AS found",
    )
    if (!known.rows[0]?.found) return []
    return (await client.query<{ name: string; finished: boolean }>(historyQuery)).rows.map(toApplied)
  } finally {
    await client.end()
  }
}

function toApplied(row: { name: string; finished: number | boolean }): Applied {
  return { name: row.name, finished: Boolean(row.finished) }
}

/** The adapters cut a script at every semicolon or run it statement by statement; a trigger's body needs it whole, and a failure must leave nothing. */
class WholeScriptSqlite extends PrismaBetterSqlite3 {
  readonly #opened: SqlDriverAdapter[] = []

  constructor(url: string) {
    super({ url })
  }

  override async connect() {
    const adapter = await super.connect()
    this.#opened.push(adapter)
    const execute = adapter.executeScript.bind(adapter)
    adapter.executeScript = async (script) => {
      await execute('BEGIN IMMEDIATE')
      try {
        await execute(script)
        await execute('COMMIT')
      } catch (error) {
        await execute('ROLLBACK')
        throw error
      }
    }
    return adapter
  }

  /** The engine lets its connections linger, and its exclusive lock with them. */
  async close(): Promise<void> {
    for (const adapter of this.#opened) await adapter.dispose()
  }
}

class WholeScriptPostgres extends PrismaPg {
  readonly #opened: SqlDriverAdapter[] = []

  constructor(url: string) {
    super({ connectionString: url, max: 2 })
  }

  override async connect() {
    const adapter = await super.connect()
    this.#opened.push(adapter)
    adapter.executeScript = async (script) => {
      await adapter.underlyingDriver().query(script)
    }
    return adapter
  }

  async close(): Promise<void> {
    for (const adapter of this.#opened) await adapter.dispose()
  }
}

/** The folder of schema.prisma, seen from the source or from a bundle that lies anywhere inside the project. */
function prismaFolder(): string {
  let folder = path.dirname(fileURLToPath(import.meta.url))
  for (;;) {
    const here = path.join(folder, 'prisma')
    if (existsSync(path.join(here, 'migrations'))) return here
    const parent = path.dirname(folder)
    if (parent === folder) throw new Error('The folder prisma/migrations is missing; run from a complete checkout.')
    folder = parent
  }
}
