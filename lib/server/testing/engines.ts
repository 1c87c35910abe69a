import 'server-only'
import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { afterAll, describe } from 'vitest'
import { migrate } from '@/prisma/migrate'
import type { Connection } from '../db/connection'
import { closeDatabase, openDatabase } from '../db/db'
import { newId } from '../ids'

export type Engine = 'sqlite' | 'postgresql'

/** The same rules on both engines. Every database made inside is gone when the file is through. */
export function describeOnEachEngine(name: string, rules: (engine: Engine) => void): void {
  describe(`${name} (sqlite)`, () => {
    afterAll(removeDatabases)
    rules('sqlite')
  })
  describe.skipIf(!process.env.TEST_POSTGRES_URL)(`${name} (postgresql)`, () => {
    afterAll(removeDatabases)
    rules('postgresql')
  })
}

const made: (() => Promise<void>)[] = []
// For tests that stand outside of any describe.
afterAll(removeDatabases)
let sqliteTemplate: string | null = null
let postgresTemplate: string | null = null

/** A migrated, empty database, made the current one of this process: `db` and `driver()` use it from now on. */
export async function freshDatabase(engine: Engine): Promise<Connection> {
  const connection = await openDatabase(await freshUrl(engine))
  // No test pulls the plug of the machine; waiting for the disk at each commit is most of a test's time.
  if (connection.driver.engine === 'sqlite') connection.driver.database.pragma('synchronous = OFF')
  return connection
}

/** The same without opening it: for tests that hand a database to another process. */
export function freshUrl(engine: Engine): Promise<string> {
  return engine === 'sqlite' ? freshSqlite() : freshPostgres()
}

async function freshSqlite(): Promise<string> {
  const folder = mkdtempSync(path.join(tmpdir(), 'concord-db-'))
  made.push(async () => rmSync(folder, { recursive: true, force: true }))
  const file = path.join(folder, 'concord.db')
  if (sqliteTemplate === null || !existsSync(sqliteTemplate)) {
    await migrate(`file:${file}`)
    sqliteTemplate = path.join(folder, 'template.db')
    copyFileSync(file, sqliteTemplate)
    return `file:${file}`
  }
  copyFileSync(sqliteTemplate, file)
  return `file:${file}`
}

async function freshPostgres(): Promise<string> {
  const admin = process.env.TEST_POSTGRES_URL
  if (!admin) throw new Error('Set TEST_POSTGRES_URL, or install PostgreSQL so that the tests can start their own.')
  if (postgresTemplate === null) {
    postgresTemplate = databaseName()
    await command(admin, `CREATE DATABASE ${postgresTemplate}`)
    await migrate(urlOf(admin, postgresTemplate))
    made.push(() => drop(admin, postgresTemplate ?? ''))
  }
  const name = databaseName()
  await command(admin, `CREATE DATABASE ${name} TEMPLATE ${postgresTemplate}`)
  made.push(() => drop(admin, name))
  return urlOf(admin, name)
}

/** Lower case, so that SQL needs no quotes. */
function databaseName(): string {
  return `concord_${Buffer.from(newId()).toString('hex')}`
}

function urlOf(admin: string, name: string): string {
  return admin.replace(/^(postgres(?:ql)?:\/\/[^/]*)\/[^?]*/, `$1/${name}`)
}

async function drop(admin: string, name: string): Promise<void> {
  await command(admin, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)
  if (name === postgresTemplate) postgresTemplate = null
}

async function command(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}

async function removeDatabases(): Promise<void> {
  await closeDatabase()
  for (const remove of made.splice(0).reverse()) await remove()
}
