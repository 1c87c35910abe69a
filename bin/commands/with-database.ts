import { closeDatabase, databaseUrl, openDatabase } from '@/lib/server/db/db'
import { migrate } from '@/prisma/migrate'

/** For commands that work on the database of this installation itself. It is brought up to date first, so that they work before the first start too. */
export async function withDatabase<Value>(work: () => Promise<Value>): Promise<Value> {
  process.umask(0o077)
  await migrate(databaseUrl(), (line) => process.stderr.write(`${line}\n`))
  await openDatabase()
  try {
    return await work()
  } finally {
    await closeDatabase()
  }
}
