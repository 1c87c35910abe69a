import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, test } from 'vitest'
import { db, driver } from '@/lib/server/db/db'
import { describeOnEachEngine, freshDatabase, freshUrl } from '@/lib/server/testing/engines'
import { migrate } from './migrate'

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
