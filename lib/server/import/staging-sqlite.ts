import 'server-only'
import type { SqliteLine } from '../db/sqlite-line'
import type { Segment, Staging } from './staging'

const stagedIds = `SELECT "id" FROM "Task" WHERE "batchId" = @batchId AND "lane" = 9 AND "free" > 0
  AND "pos" >= @first AND "pos" < @end ORDER BY "pos" LIMIT @most`

export function sqliteStaging(line: SqliteLine): Staging {
  return {
    knownIds: (batchId, externalIds) =>
      line.read((database) => {
        const rows = database
          .prepare<[string, string], { externalId: string }>(
            `SELECT "externalId" FROM "Task" WHERE "batchId" = ? AND "externalId" IN (SELECT value FROM json_each(?))`,
          )
          .all(batchId, JSON.stringify(externalIds))
        return new Set(rows.map((row) => row.externalId))
      }),
    insert: (batchId, overlap, tasks) =>
      line.write((database) => {
        const task = database.prepare(
          `INSERT INTO "Task" ("id", "batchId", "externalId", "overlap", "free", "lane", "pos", "isGold", "title")
           VALUES (?, ?, ?, ?, ?, 9, ?, ?, ?)`,
        )
        const content = database.prepare(
          `INSERT INTO "TaskContent" ("taskId", "payload", "meta", "gold") VALUES (?, ?, ?, ?)`,
        )
        const media = database.prepare(`INSERT INTO "TaskMedia" ("taskId", "mediaId") VALUES (?, ?)`)
        for (const { id, externalId, pos, title, payload, meta, gold, mediaIds } of tasks) {
          task.run(id, batchId, externalId, overlap, overlap, pos, gold === null ? 0 : 1, title)
          content.run(id, payload, meta, gold)
          for (const mediaId of mediaIds) media.run(id, mediaId)
        }
      }),
    publish: (segment, most) =>
      line.write(
        (database) =>
          database
            .prepare<Segment & { most: number }>(
              `UPDATE "Task" SET "lane" = 1,
                 "overlap" = (SELECT "overlap" FROM "Batch" WHERE "id" = @batchId),
                 "free" = (SELECT "overlap" FROM "Batch" WHERE "id" = @batchId)
               WHERE "id" IN (${stagedIds})`,
            )
            .run({ ...segment, most }).changes,
      ),
    discard: (segment, most) =>
      line.write(
        (database) =>
          database
            .prepare<Segment & { most: number }>(`DELETE FROM "Task" WHERE "id" IN (${stagedIds})`)
            .run({ ...segment, most }).changes,
      ),
  }
}
