import 'server-only'
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Database } from 'better-sqlite3'
import type { SqliteLine } from '../db/sqlite-line'
import { publishAnswered } from './publish-answered-sqlite'
import { laneOfPublished, type Segment } from './staged-answers'
import type { Staging } from './staging'

const stagedIds = `SELECT "id" FROM "Task" WHERE "batchId" = @batchId AND "lane" = 9 AND "free" > 0
  AND "pos" >= @first AND "pos" < @end ORDER BY "pos" LIMIT @most`

function intoLane(ids: string): string {
  return `UPDATE "Task" SET "lane" = (SELECT ${laneOfPublished} FROM "Batch" b WHERE b."id" = "Task"."batchId"),
      "overlap" = (SELECT "overlap" FROM "Batch" WHERE "id" = "Task"."batchId"),
      "free" = (SELECT "overlap" FROM "Batch" WHERE "id" = "Task"."batchId")
    WHERE "id" IN (${ids})`
}

export function sqliteStaging(database: Database, line: SqliteLine): Staging {
  const write = <Result>(work: () => Result) => inTurn(database, line, work)
  return {
    knownIds: (batchId, externalIds) =>
      line.read(() => {
        const rows = database
          .prepare<[string, string], { externalId: string }>(
            `SELECT "externalId" FROM "Task" WHERE "batchId" = ? AND "externalId" IN (SELECT value FROM json_each(?))`,
          )
          .all(batchId, JSON.stringify(externalIds))
        return new Set(rows.map((row) => row.externalId))
      }),
    insert: (batchId, overlap, tasks) =>
      write(() => {
        const task = database.prepare(
          `INSERT INTO "Task" ("id", "batchId", "externalId", "overlap", "free", "lane", "pos", "isGold", "title")
           VALUES (?, ?, ?, ?, ?, 9, ?, ?, ?)`,
        )
        const content = database.prepare(
          `INSERT INTO "TaskContent" ("taskId", "payload", "meta", "gold", "prelabel") VALUES (?, ?, ?, ?, ?)`,
        )
        const media = database.prepare(`INSERT INTO "TaskMedia" ("taskId", "mediaId") VALUES (?, ?)`)
        for (const { id, externalId, pos, title, payload, meta, gold, prelabel, mediaIds } of tasks) {
          task.run(id, batchId, externalId, overlap, overlap, pos, gold === null ? 0 : 1, title)
          content.run(id, payload, meta, gold, prelabel)
          for (const mediaId of mediaIds) media.run(id, mediaId)
        }
      }),
    publish: (segment, most) =>
      write(() => database.prepare<Segment & { most: number }>(intoLane(stagedIds)).run({ ...segment, most }).changes),
    publishAnswered: (segment, most) => write(() => publishAnswered(database, segment, most)),
    discard: (segment, most) =>
      write(
        () =>
          database
            .prepare<Segment & { most: number }>(`DELETE FROM "Task" WHERE "id" IN (${stagedIds})`)
            .run({ ...segment, most }).changes,
      ),
  }
}

/**
 * A transaction of its own that is not yet forced to the disk: staged rows of an import may be lost in a power cut, since the import is then undone as a whole.
 * The log is written in order, so whatever is committed and forced later (the decision to publish, a claim) takes these rows along.
 */
async function inTurn<Result>(database: Database, line: SqliteLine, work: () => Result): Promise<Result> {
  // Others first: entering an empty line takes no turn of the event loop.
  await nextTurn()
  const leave = await line.enter()
  try {
    database.pragma('synchronous = NORMAL')
    database.exec('BEGIN IMMEDIATE')
    const result = work()
    database.exec('COMMIT')
    return result
  } finally {
    if (database.inTransaction) database.exec('ROLLBACK')
    database.pragma('synchronous = FULL')
    leave()
  }
}
