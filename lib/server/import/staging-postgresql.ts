import 'server-only'
import type { Pool, PoolClient } from 'pg'
import { publishAnswered } from './publish-answered-postgresql'
import { laneOfPublished } from './staged-answers'
import type { Staging } from './staging'

const stagedIds = `SELECT "id" FROM "Task" WHERE "batchId" = $1 AND "lane" = 9 AND "free" > 0
  AND "pos" >= $2 AND "pos" < $3 ORDER BY "pos" LIMIT $4`

export function postgresStaging(pool: Pool): Staging {
  return {
    async knownIds(batchId, externalIds) {
      const { rows } = await pool.query<{ externalId: string }>(
        `SELECT "externalId" FROM "Task" WHERE "batchId" = $1 AND "externalId" = ANY($2::text[])`,
        [batchId, externalIds],
      )
      return new Set(rows.map((row) => row.externalId))
    },
    insert: (batchId, overlap, tasks) =>
      inTransaction(pool, async (client) => {
        await client.query(
          `INSERT INTO "Task" ("id", "batchId", "externalId", "overlap", "free", "lane", "pos", "isGold", "title")
           SELECT t.id, $1, t."externalId", $2, $2, 9, t.pos, t.gold, t.title
           FROM unnest($3::text[], $4::text[], $5::bigint[], $6::boolean[], $7::text[]) AS t(id, "externalId", pos, gold, title)`,
          [
            batchId,
            overlap,
            tasks.map((task) => task.id),
            tasks.map((task) => task.externalId),
            tasks.map((task) => task.pos),
            tasks.map((task) => task.gold !== null),
            tasks.map((task) => task.title),
          ],
        )
        await client.query(
          `INSERT INTO "TaskContent" ("taskId", "payload", "meta", "gold", "prelabel")
           SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[])`,
          [
            tasks.map((task) => task.id),
            tasks.map((task) => task.payload),
            tasks.map((task) => task.meta),
            tasks.map((task) => task.gold),
            tasks.map((task) => task.prelabel),
          ],
        )
        const shown = tasks.flatMap(({ id, mediaIds }) => mediaIds.map((mediaId) => ({ id, mediaId })))
        if (shown.length === 0) return
        await client.query(
          `INSERT INTO "TaskMedia" ("taskId", "mediaId") SELECT * FROM unnest($1::text[], $2::text[])`,
          [shown.map(({ id }) => id), shown.map(({ mediaId }) => mediaId)],
        )
      }),
    async publish({ batchId, first, end }, most) {
      const { rowCount } = await pool.query(
        `UPDATE "Task" SET "lane" = ${laneOfPublished}, "overlap" = b."overlap", "free" = b."overlap"
         FROM "Batch" b WHERE b."id" = $1 AND "Task"."id" = ANY(ARRAY(${stagedIds}))`,
        [batchId, first, end, most],
      )
      return rowCount ?? 0
    },
    async publishAnswered(segment, most) {
      return inTransaction(pool, (client) => publishAnswered(client, segment, most))
    },
    async discard({ batchId, first, end }, most) {
      const { rowCount } = await pool.query(`DELETE FROM "Task" WHERE "id" = ANY(ARRAY(${stagedIds}))`, [
        batchId,
        first,
        end,
        most,
      ])
      return rowCount ?? 0
    },
  }
}

async function inTransaction<Result>(pool: Pool, work: (client: PoolClient) => Promise<Result>): Promise<Result> {
  const client = await pool.connect()
  try {
    await client.query('BEGIN')
    const result = await work(client)
    await client.query('COMMIT')
    return result
  } catch (error) {
    await client.query('ROLLBACK')
    throw error
  } finally {
    client.release()
  }
}
