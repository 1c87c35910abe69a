import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import path from 'node:path'
import {
  bindMigrationAwareSqlAdapterFactory,
  type SqlMigrationAwareDriverAdapterFactory,
} from '@prisma/driver-adapter-utils'
import { type MigrationDirectory, SchemaEngine, type SchemaFilter } from '@prisma/schema-engine-wasm/schema_engine_bg'

export type Provider = 'sqlite' | 'postgresql'

const noFilter: SchemaFilter = { externalTables: [], externalEnums: [] }
let ready: Promise<void> | null = null

/** The engine is WebAssembly, so that every machine migrates with the same one and nothing is downloaded. */
async function load(): Promise<void> {
  const bindings = await import('@prisma/schema-engine-wasm/schema_engine_bg')
  const folder = path.dirname(createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm'))
  const module = await WebAssembly.compile(await readFile(path.join(folder, 'schema_engine_bg.wasm')))
  const instance = await WebAssembly.instantiate(module, { './schema_engine_bg.js': { ...bindings } })
  bindings.__wbg_set_wasm(instance.exports)
  const start = instance.exports.__wbindgen_start
  if (typeof start === 'function') start()
}

/** Runs `work` with an engine and lets it go afterwards: a kept engine keeps SQLite locked. */
async function withEngine<T>(
  schema: string,
  factory: SqlMigrationAwareDriverAdapterFactory,
  work: (engine: SchemaEngine) => Promise<T>,
): Promise<T> {
  ready ??= load()
  await ready
  const engine = await SchemaEngine.new(
    { datamodels: [['schema.prisma', schema]] },
    () => {},
    bindMigrationAwareSqlAdapterFactory(factory),
  )
  try {
    return await work(engine)
  } finally {
    engine.free()
  }
}

/** Names of the migrations that were applied now, in order. */
export function applyMigrations(
  provider: Provider,
  schema: string,
  factory: SqlMigrationAwareDriverAdapterFactory,
  migrationDirectories: MigrationDirectory[],
): Promise<string[]> {
  const lockfile = { path: 'migration_lock.toml', content: `provider = "${provider}"\n` }
  return withEngine(schema, factory, async (engine) => {
    const done = await engine.applyMigrations({
      filters: noFilter,
      migrationsList: { baseDir: 'migrations', lockfile, shadowDbInitScript: '', migrationDirectories },
    })
    return done.appliedMigrationNames
  })
}

/** SQL that makes the schema's tables and indexes in an empty database, without our checks and triggers. */
export function tablesOf(schema: string, factory: SqlMigrationAwareDriverAdapterFactory): Promise<string> {
  return withEngine(schema, factory, async (engine) => {
    const difference = await engine.diff({
      from: { tag: 'empty' },
      to: { tag: 'schemaDatamodel', files: [{ path: 'schema.prisma', content: schema }] },
      script: true,
      exitCode: null,
      filters: noFilter,
    })
    return difference.stdout ?? ''
  })
}
