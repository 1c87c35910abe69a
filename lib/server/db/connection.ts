import 'server-only'
import { chmodSync, mkdirSync } from 'node:fs'
import path from 'node:path'
import { PrismaPg } from '@prisma/adapter-pg'
import Database from 'better-sqlite3'
import pg from 'pg'
import { PrismaClient as PostgresClient } from '@/prisma/generated/postgresql/client'
import { PrismaClient } from '@/prisma/generated/sqlite/client'
import { providerOf } from '@/prisma/provider-of'
import { assertLocalFolder } from './network-file-system'
import { SerialSqlite } from './serial-sqlite'
import { SqliteLine } from './sqlite-line'

/** The driver under Prisma, for statements Prisma is too slow for. Times are epoch milliseconds on SQLite, `Date` on PostgreSQL. */
export type Driver =
  | { engine: 'sqlite'; database: Database.Database; line: SqliteLine }
  | { engine: 'postgresql'; pool: pg.Pool; hot: pg.Pool }

export interface Connection {
  url: string
  prisma: PrismaClient
  driver: Driver
  close(): Promise<void>
}

const transactionOptions = { maxWait: 10_000, timeout: 20_000 }

/** Opens without waiting: SQLite's file at once, PostgreSQL's connections when first used. Migrate before. */
export function openConnection(url: string): Connection {
  return providerOf(url) === 'postgresql' ? openPostgres(url) : openSqlite(url)
}

function openSqlite(url: string): Connection {
  const file = url.replace(/^file:/, '')
  const folder = path.dirname(path.resolve(file))
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  assertLocalFolder(folder)
  const database = new Database(file)
  chmodSync(file, 0o600)
  database.pragma('journal_mode = WAL')
  // FULL outlives a power cut; group commit makes it cheap.
  database.pragma('synchronous = FULL')
  database.pragma('busy_timeout = 5000')
  database.pragma('foreign_keys = ON')
  database.pragma('cache_size = -65536')
  database.pragma('temp_store = MEMORY')
  const line = new SqliteLine(database)
  const prisma = new PrismaClient({ adapter: new SerialSqlite(database, line), transactionOptions })
  const close = async () => {
    await prisma.$disconnect()
    const leave = await line.enter()
    database.close()
    leave()
  }
  return { url, prisma, driver: { engine: 'sqlite', database, line }, close }
}

/** Counters and positions stay below 2⁵³, so that 64-bit integers may be plain numbers. */
const plainNumbers: pg.CustomTypesConfig = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    oid === pg.types.builtins.INT8 ? Number : pg.types.getTypeParser(oid, format),
}

function openPostgres(url: string): Connection {
  let closing = false
  // Without a listener a restart of PostgreSQL would end this process. The pool opens new connections by itself.
  const reportLost = (error: Error) => {
    if (!closing) process.emitWarning(`A connection to PostgreSQL was lost: ${error.message}`)
  }
  const settings = { connectionString: url, application_name: 'concord', types: plainNumbers }
  const pool = new pg.Pool({ ...settings, max: 10 }).on('error', reportLost)
  // Plans of the hot statements do not depend on their values; planning anew each time doubles the cost of a claim.
  const hotSettings = { ...settings, max: 16, options: '-c plan_cache_mode=force_generic_plan' }
  const hot = new pg.Pool(hotSettings).on('error', reportLost)
  const adapter = new PrismaPg(
    { connectionString: url, application_name: 'concord', max: 10 },
    { onPoolError: reportLost },
  )
  const prisma = new PostgresClient({ adapter, transactionOptions })
  if (!hasSameModels(prisma)) throw new Error('The two Prisma clients differ; run `node prisma/generate.mjs`.')
  const close = async () => {
    closing = true
    await prisma.$disconnect()
    await Promise.all([pool.end(), hot.end()])
  }
  return { url, prisma, driver: { engine: 'postgresql', pool, hot }, close }
}

/** Both clients are generated from the same models, so that one type serves both. */
function hasSameModels(client: object): client is PrismaClient {
  return ['user', 'project', 'batch', 'task', 'assignment', 'annotation', 'export'].every((model) => model in client)
}
