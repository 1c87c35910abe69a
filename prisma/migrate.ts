import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { AppError } from '@/lib/core/errors'
import { type MigrationHistory, openHistory } from './migration-history'
import { providerOf } from './provider-of'
import { applyMigrations } from './schema-engine'
import { hashOfScript, WholeScriptPostgres, WholeScriptSqlite } from './whole-script'

interface Migration {
  name: string
  script: string
}

/**
 * Brings the database at `url` up to this version and answers the names of the migrations it applied; none when nothing was to do.
 * Goes on after a run that was stopped in the middle; refuses a database that a newer version has already changed.
 */
export async function migrate(
  url: string,
  log: (line: string) => void = () => {},
  migrationsFolder: string = path.join(prismaFolder(), 'migrations'),
): Promise<string[]> {
  const provider = providerOf(url)
  const migrations = await readMigrations(path.join(migrationsFolder, provider))
  const missing = await missingMigrations(await openHistory(provider, url), migrations)
  if (missing === 0) return []
  log(`Migrating the database (${missing} to apply) …`)
  const factory = provider === 'sqlite' ? new WholeScriptSqlite(url) : new WholeScriptPostgres(url)
  const schema = await readFile(path.join(prismaFolder(), 'schema.prisma'), 'utf8')
  const dialect = provider === 'sqlite' ? schema : schema.replace('provider = "sqlite"', 'provider = "postgresql"')
  const directories = migrations.map(({ name, script }) => ({
    path: name,
    migrationFile: { path: 'migration.sql', content: { tag: 'ok' as const, value: script } },
  }))
  const applied = await applyMigrations(provider, dialect, factory, directories)
    .catch(inUse)
    .finally(() => factory.close())
  for (const name of applied) log(`Applied ${name}.`)
  return applied
}

/** The engine wants SQLite for itself, and words it so when someone else has the file open. */
function inUse(error: unknown): never {
  if (!(error instanceof Error && error.message.includes('SocketTimeout'))) throw error
  throw new AppError(
    'unavailable',
    'Another program has the database open, so it cannot be upgraded. Stop it, then start again.',
    {
      cause: error,
    },
  )
}

async function readMigrations(folder: string): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((name) => /^\d{4}_/.test(name)).sort()
  return Promise.all(
    names.map(async (name) => ({ name, script: await readFile(path.join(folder, name, 'migration.sql'), 'utf8') })),
  )
}

/** How many are still to be applied, once what an earlier run left half-noted is settled. */
async function missingMigrations(history: MigrationHistory, migrations: Migration[]): Promise<number> {
  try {
    for (const { name, finished } of await history.read()) {
      const known = migrations.find((migration) => migration.name === name)
      if (!known)
        throw new AppError(
          'conflict',
          `This database was made by a newer Concord (it holds the migration ${name}). Start that version, or restore a backup made before the upgrade.`,
        )
      if (!finished) await history.settle(name, hashOfScript(known.script))
    }
    return migrations.length - (await history.read()).length
  } finally {
    await history.close()
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
