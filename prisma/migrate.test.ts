import { readFileSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { PrismaBetterSqlite3 } from '@prisma/adapter-better-sqlite3'
import { PrismaPg } from '@prisma/adapter-pg'
import Database from 'better-sqlite3'
import type { Pool } from 'pg'
import { expect, test } from 'vitest'
import { db, driver } from '@/lib/server/db/db'
import { describeOnEachEngine, type Engine, freshDatabase, freshUrl } from '@/lib/server/testing/engines'
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
