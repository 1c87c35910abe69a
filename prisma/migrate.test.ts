import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { PrismaBetterSqlite3 } from '@prisma/adapter-better-sqlite3'
import { PrismaPg } from '@prisma/adapter-pg'
import Database from 'better-sqlite3'
import type { Pool } from 'pg'
import { expect, test } from 'vitest'
import { closeDatabase, db, driver, openDatabase } from '@/lib/server/db/db'
import { describeOnEachEngine, type Engine, freshDatabase, freshUrl } from '@/lib/server/testing/engines'
import { givenBatch, givenUser } from '@/lib/server/testing/given'
import { postgresqlSchema } from './generate.mjs'
import { migrate } from './migrate'
import { tablesOf } from './schema-engine'

describeOnEachEngine('migrations', (engine) => {
  test('a second run has nothing to do', async () => {
    expect(await migrate(await freshUrl(engine))).toEqual([])
  })

  test('a database made by a newer version is refused with a sentence', async () => {
    const { url } = await freshDatabase(engine)
    await db.$executeRaw`INSERT INTO _prisma_migrations (id, checksum, finished_at, migration_name, started_at, applied_steps_count)
      VALUES ('x', 'x', CURRENT_TIMESTAMP, '9999_from_the_future', CURRENT_TIMESTAMP, 1)`
    await expect(migrate(url)).rejects.toThrow(/made by a newer Concord .*9999_from_the_future.*Start that version/)
  })

  test('a run that stopped after the last statement, but before it was noted, counts as done', async () => {
    const { url } = await freshDatabase(engine)
    const { id } = await givenUser()
    await db.$executeRaw`UPDATE _prisma_migrations SET finished_at = NULL`
    expect(await migrate(url)).toEqual([])
    expect(await migrate(url)).toEqual([])
    expect(await db.user.count({ where: { id } })).toBe(1)
  })

  test('a run that stopped before its first statement is begun again', async () => {
    const { url } = await freshDatabase(engine)
    const tables = await emptied()
    await db.$executeRaw`UPDATE _prisma_migrations SET finished_at = NULL`
    await closeDatabase()
    expect(await migrate(url)).toEqual((await readdir(path.join('prisma', 'migrations', engine))).sort())
    await openDatabase(url)
    expect(tables).toContain('Task')
    expect(await db.task.count()).toBe(0)
  })

  test('a migration that rebuilds a table loses no row of the tables that refer to it, and a broken one changes nothing', async () => {
    const { url } = await freshDatabase(engine)
    const { id: batchId } = await givenBatch({ tasks: 3 })
    const folder = mkdtempSync(path.join(tmpdir(), 'concord-migrations-'))
    cpSync(path.join('prisma', 'migrations'), folder, { recursive: true })
    writeMigration(folder, engine, '0002_rebuild', rebuildProject[engine])
    if (engine === 'sqlite')
      await expect(migrate(url, () => {}, folder)).rejects.toThrow('Another program has the database open')
    await closeDatabase()
    expect(await migrate(url, () => {}, folder)).toEqual(['0002_rebuild'])
    await openDatabase(url)
    expect(await db.task.count({ where: { batchId } })).toBe(3)
    writeMigration(folder, engine, '0003_broken', 'CREATE TABLE "Half" ("id" TEXT); INSERT INTO "Nowhere" VALUES (1);')
    await closeDatabase()
    await expect(migrate(url, () => {}, folder)).rejects.toThrow()
    await openDatabase(url)
    expect(await readCatalogue()).not.toContain('Half')
    await closeDatabase()
    writeMigration(folder, engine, '0003_broken', 'CREATE TABLE "Mended" ("id" TEXT PRIMARY KEY);')
    expect(await migrate(url, () => {}, folder)).toEqual(['0003_broken'])
    rmSync(folder, { recursive: true })
  })

  test('the migrations make exactly the columns and indexes of the schema', async () => {
    const { url } = await freshDatabase(engine)
    const wanted = await tablesOf(...schemaOf(engine, url))
    const under = driver()
    if (under.engine === 'sqlite') {
      const plain = new Database(':memory:')
      plain.exec(wanted)
      expect(sqliteShape(under.database)).toEqual(sqliteShape(plain))
      return
    }
    await under.pool.query(`CREATE SCHEMA plain; SET search_path TO plain; ${wanted}; SET search_path TO public`)
    expect(await postgresShape(under.pool, 'public')).toEqual(await postgresShape(under.pool, 'plain'))
  })

  test('every check, partial index and trigger of the migrations stands in the catalogue', async () => {
    await freshDatabase(engine)
    const folder = path.join('prisma', 'migrations', engine)
    const files = await Promise.all(
      (await readdir(folder)).map((name) => readFile(path.join(folder, name, 'migration.sql'), 'utf8')),
    )
    const wanted = files
      .join('\n')
      .matchAll(/(?:CONSTRAINT "(\w+)" CHECK|CREATE (?:UNIQUE )?INDEX "(\w+)"|CREATE TRIGGER "(\w+)")/g)
    const names = [...wanted].map((match) => match[1] ?? match[2] ?? match[3] ?? '')
    expect(names).toEqual(expect.arrayContaining(['Task_places', 'Task_open', 'Assignment_lease', 'overlap_moved']))
    const catalogue = await readCatalogue()
    expect(names.filter((name) => !catalogue.includes(name))).toEqual([])
  })
})

/** Everything the database says of its own tables, indexes, checks and triggers, as one text. */
async function readCatalogue(): Promise<string> {
  const under = driver()
  if (under.engine === 'sqlite') {
    const all = under.database.prepare('SELECT sql FROM sqlite_master WHERE sql IS NOT NULL').pluck()
    return (await under.line.read(() => all.all())).join('\n')
  }
  const { rows } = await under.pool.query<{ name: string }>(
    `SELECT conname AS name FROM pg_constraint UNION SELECT tgname FROM pg_trigger UNION SELECT indexname FROM pg_indexes`,
  )
  return rows.map((row) => row.name).join('\n')
}

function schemaOf(engine: Engine, url: string): Parameters<typeof tablesOf> {
  const schema = readFileSync(path.join('prisma', 'schema.prisma'), 'utf8')
  if (engine === 'sqlite') return [schema, new PrismaBetterSqlite3({ url: ':memory:' })]
  return [postgresqlSchema(schema), new PrismaPg({ connectionString: url, max: 1 })]
}

/** Columns of every table and the statements of every index. */
function sqliteShape(database: Database.Database): unknown[] {
  const columns = database.prepare(`SELECT m.name AS "table", c.name, c.type, c."notnull", c.dflt_value, c.pk
    FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE m.type = 'table' AND m.name NOT LIKE '\\_%' ESCAPE '\\' ORDER BY 1, 2`)
  const indexes = database.prepare(
    `SELECT sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL ORDER BY name`,
  )
  const keys = database.prepare(`SELECT m.name AS "table", k."from", k."table" AS "to", k.on_delete
    FROM sqlite_master m JOIN pragma_foreign_key_list(m.name) k WHERE m.type = 'table' ORDER BY 1, 2`)
  return [columns.all(), indexes.all(), keys.all()]
}

async function postgresShape(pool: Pool, schema: string): Promise<unknown[]> {
  const columns = `SELECT table_name, column_name, data_type, datetime_precision, is_nullable, column_default
    FROM information_schema.columns WHERE table_schema = $1 AND table_name NOT LIKE '\\_%' ORDER BY 1, 2`
  const indexes = `SELECT indexname, replace(indexdef, $1 || '.', '') AS definition FROM pg_indexes WHERE schemaname = $1 AND tablename NOT LIKE '\\_%' ORDER BY 1`
  const rows = await Promise.all([columns, indexes].map((text) => pool.query(text, [schema])))
  return rows.map((result) => JSON.parse(JSON.stringify(result.rows).replaceAll(`${schema}.`, '')))
}

const rebuildProject: Record<Engine, string> = {
  sqlite: `CREATE TABLE "new_Project" AS SELECT * FROM "Project"; DROP TABLE "Project";
    CREATE TABLE "Project" ("id" TEXT NOT NULL PRIMARY KEY, "name" TEXT NOT NULL); INSERT INTO "Project" SELECT "id", "name" FROM "new_Project"; DROP TABLE "new_Project";`,
  postgresql: 'ALTER TABLE "Project" ALTER COLUMN "name" TYPE varchar(500);',
}

function writeMigration(folder: string, engine: Engine, name: string, script: string): void {
  const target = path.join(folder, engine, name)
  mkdirSync(target, { recursive: true })
  writeFileSync(path.join(target, 'migration.sql'), script)
}

/** Removes all but the engine's own notes, as if no statement had been run. Gives the names of the tables that went. */
async function emptied(): Promise<string[]> {
  const under = driver()
  if (under.engine === 'sqlite') {
    const { database } = under
    const names = database.prepare(
      `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name <> '_prisma_migrations'`,
    )
    const tables = names.pluck().all().map(String)
    database.pragma('foreign_keys = OFF')
    for (const table of tables) database.exec(`DROP TABLE "${table}"`)
    database.pragma('foreign_keys = ON')
    return tables
  }
  const { rows } = await under.pool.query<{ name: string }>(
    `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' AND tablename <> '_prisma_migrations'`,
  )
  const tables = rows.map((row) => row.name)
  await under.pool.query(`DROP TABLE ${tables.map((table) => `"${table}"`).join(', ')} CASCADE`)
  const functions = await under.pool.query<{ name: string }>(
    `SELECT proname AS name FROM pg_proc WHERE pronamespace = 'public'::regnamespace`,
  )
  await under.pool.query(`DROP FUNCTION ${functions.rows.map(({ name }) => name).join(', ')}`)
  return tables
}
