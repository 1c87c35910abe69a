import 'server-only'
import type { Pool } from 'pg'
import { byTask, type Snapshot, type SnapshotAnnotation, type SnapshotTask, snapshotStep } from './snapshot-task'

type TaskRow = Omit<SnapshotTask, 'annotations'>

/** One repeatable-read transaction; the tasks come through a cursor, sorted once. */
export async function postgresSnapshot(pool: Pool): Promise<Snapshot> {
  const client = await pool.connect()
  await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
  // The snapshot is taken by the first statement.
  await client.query('SELECT 1')
  return {
    async *tasks(batchId) {
      await client.query(
        `DECLARE "exported" NO SCROLL CURSOR FOR SELECT t."id", t."externalId", t."isGold", c."payload", c."meta", c."gold"
         FROM "Task" t JOIN "TaskContent" c ON c."taskId" = t."id"
         WHERE t."batchId" = $1 AND t."lane" <> 9 ORDER BY t."externalId" COLLATE "C"`,
        [batchId],
      )
      for (let full = true; full; ) {
        const { rows } = await client.query<TaskRow>(`FETCH ${snapshotStep} FROM "exported"`)
        const { rows: annotations } = await client.query<SnapshotAnnotation>(
          `SELECT a."assignmentId" AS "id", a."taskId", a."labelerId", u."name" AS "labelerName", a."answer", a."displayOrder",
             a."timeSpentMs", a."guidelinesVersion", a."createdAt"
           FROM "Annotation" a JOIN "Assignment" s ON s."id" = a."assignmentId" AND s."state" = 'submitted' JOIN "User" u ON u."id" = a."labelerId"
           WHERE a."taskId" = ANY($1::text[]) ORDER BY a."createdAt", a."assignmentId" COLLATE "C"`,
          [rows.map(({ id }) => id)],
        )
        const given = byTask(annotations)
        yield rows.map((row) => ({ ...row, annotations: given.get(row.id) ?? [] }))
        full = rows.length === snapshotStep
      }
      await client.query('CLOSE "exported"')
    },
    async countTasks(batchIds) {
      const { rows } = await client.query<{ n: number }>(
        `SELECT count(*) AS "n" FROM "Task" WHERE "batchId" = ANY($1::text[]) AND "lane" <> 9`,
        [batchIds],
      )
      return rows[0]?.n ?? 0
    },
    async close() {
      await client.query('ROLLBACK')
      client.release()
    },
  }
}
