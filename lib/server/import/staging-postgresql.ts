import 'server-only'
import type { Pool, PoolClient } from 'pg'
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
          `INSERT INTO "TaskContent" ("taskId", "payload", "meta", "gold") SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[])`,
          [
            tasks.map((task) => task.id),
            tasks.map((task) => task.payload),
            tasks.map((task) => task.meta),
            tasks.map((task) => task.gold),
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
        `UPDATE "Task" SET "lane" = 1, "overlap" = b."overlap", "free" = b."overlap"
         FROM "Batch" b WHERE b."id" = $1 AND "Task"."id" = ANY(ARRAY(${stagedIds}))`,
        [batchId, first, end, most],
      )
      return rowCount ?? 0
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

async function inTransaction(pool: Pool, work: (client: PoolClient) => Promise<void>): Promise<void> {
  const client = await pool.connect()
  try {
    await client.query('BEGIN')
    await work(client)
    await client.query('COMMIT')
  } catch (error) {
    await client.query('ROLLBACK')
    throw error
  } finally {
    client.release()
  }
}
