import type { Driver } from '@/lib/server/db/connection'

const overlap = 20

/** A queue of `size` tasks in random order, and labelers `half-0`, `half-1`, … who have answered the first half of it. */
export async function seedQueue(driver: Driver, wish: { size: number; people: number }): Promise<void> {
  if (driver.engine === 'sqlite') return seedSqlite(driver.database, wish)
  const client = await driver.pool.connect()
  try {
    // Only while seeding: no triggers and no foreign keys, the counters are set by hand.
    await client.query("SET session_replication_role = 'replica'")
    for (const statement of frame(wish.people, 'now()')) await client.query(statement)
    const { size, people } = wish
    const numbers = `generate_series(1, ${size}) AS s(i)`
    const id = (prefix: string) => `'${prefix}' || substr(md5('${prefix}' || s.i), 1, 14)`
    await client.query(`INSERT INTO "Task" ("id", "batchId", "externalId", "overlap", "free", "submitted", "lane", "pos", "title")
      SELECT ${id('t-')}, 'batch', s.i, ${overlap}, ${overlap} - CASE WHEN ${place} < ${half} THEN ${people} ELSE 0 END,
        CASE WHEN ${place} < ${half} THEN ${people} ELSE 0 END, 1, ${place}, 'A task' FROM ${numbers}`)
    await client.query(
      `INSERT INTO "TaskContent" ("taskId", "payload", "meta") SELECT ${id('t-')}, '${payload}', '{}' FROM ${numbers}`,
    )
    for (let person = 0; person < people; person++) {
      await client.query(`INSERT INTO "Assignment" ("id", "taskId", "labelerId", "state", "claimedAt", "seed", "configVersion", "guidelinesVersion")
        SELECT substr(md5('${person}' || t."id"), 1, 16), t."id", 'half-${person}', 'submitted', now(), 1, 1, 0 FROM "Task" t WHERE t."pos" < ${half}`)
    }
    await client.query("SET session_replication_role = 'origin'")
    await client.query('VACUUM ANALYZE')
    await client.query('CHECKPOINT')
  } finally {
    client.release(true)
  }
}

type SqliteDatabase = Extract<Driver, { engine: 'sqlite' }>['database']

function seedSqlite(database: SqliteDatabase, { size, people }: { size: number; people: number }): void {
  const triggers = database
    .prepare<[], { name: string; sql: string }>(
      "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'Assignment'",
    )
    .all()
  for (const { name } of triggers) database.exec(`DROP TRIGGER "${name}"`)
  database.pragma('synchronous = OFF')
  database.exec('BEGIN')
  for (const statement of frame(people, '0')) database.exec(statement)
  const numbers = `WITH RECURSIVE s(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM s WHERE i < ${size})`
  database.exec(`INSERT INTO "Task" ("id", "batchId", "externalId", "overlap", "free", "submitted", "lane", "pos", "title") ${numbers}
    SELECT lower(hex(randomblob(8))), 'batch', s.i, ${overlap}, ${overlap} - CASE WHEN ${place} < ${half} THEN ${people} ELSE 0 END,
      CASE WHEN ${place} < ${half} THEN ${people} ELSE 0 END, 1, ${place}, 'A task' FROM s`)
  database.exec(`INSERT INTO "TaskContent" ("taskId", "payload", "meta") SELECT "id", '${payload}', '{}' FROM "Task"`)
  for (let person = 0; person < people; person++) {
    database.exec(`INSERT INTO "Assignment" ("id", "taskId", "labelerId", "state", "claimedAt", "seed", "configVersion", "guidelinesVersion")
      SELECT lower(hex(randomblob(8))), t."id", 'half-${person}', 'submitted', 0, 1, 1, 0 FROM "Task" t WHERE t."pos" < ${half}`)
  }
  database.exec('COMMIT')
  for (const { sql } of triggers) database.exec(sql)
  database.exec('ANALYZE')
  database.pragma('wal_checkpoint(TRUNCATE)')
  database.pragma('synchronous = FULL')
}

/** An odd multiplier scatters line i over the 2³² places of one import. */
const place = '((s.i * CAST(2654435761 AS BIGINT)) % 4294967296)'
const half = 2 ** 31
const payload = JSON.stringify({ text: 'x'.repeat(400) })

function frame(people: number, now: string): string[] {
  const names = [
    ...Array.from({ length: people }, (_, index) => [`half-${index}`, `new-${index}`]).flat(),
    ...Array.from({ length: 32 }, (_, index) => `many-${index}`),
  ]
  const users = names.map((name) => `('${name}', '${name}@example.org', '${name}', 'labeler', ${now})`).join(', ')
  const cursors = names.filter((name) => name.startsWith('half')).map((name) => `('${name}', 'batch', 0, ${half - 1})`)
  return [
    `INSERT INTO "User" ("id", "email", "name", "role", "createdAt") VALUES ${users}`,
    `INSERT INTO "Project" ("id", "name", "taskType", "config", "createdAt") VALUES ('project', 'Bench', 'sentiment', '{}', ${now})`,
    `INSERT INTO "Batch" ("id", "projectId", "name", "overlap", "deadline", "status", "seed", "hasOpen", "createdAt")
     VALUES ('batch', 'project', 'Bench', ${overlap}, ${now}, 'active', 1, TRUE, ${now})`,
    `INSERT INTO "QueueCursor" ("labelerId", "batchId", "returnedPos", "linePos") VALUES ${cursors.join(', ')}`,
  ]
}
