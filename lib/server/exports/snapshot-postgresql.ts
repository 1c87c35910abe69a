import 'server-only'
import type { Pool } from 'pg'
import {
  assembled,
  type Snapshot,
  type SnapshotAdjudication,
  type SnapshotAnnotation,
  type SnapshotTask,
  snapshotStep,
} from './snapshot-task'

type TaskRow = Omit<SnapshotTask, 'annotations' | 'adjudication'>

/** One repeatable-read transaction; the tasks come through a cursor, sorted once. */
export async function postgresSnapshot(pool: Pool): Promise<Snapshot> {
  const client = await pool.connect()
  await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
  // The snapshot is taken by the first statement.
  await client.query('SELECT 1')
  // A reader may stop in the middle and leave its cursor open until the end of the transaction.
  let cursors = 0
  return {
    async *tasks(batchId) {
      cursors += 1
      const cursor = `"exported_${cursors}"`
      await client.query(
        `DECLARE ${cursor} NO SCROLL CURSOR FOR SELECT t."id", t."externalId", t."isGold", c."payload", c."meta", c."gold", c."prelabel" IS NOT NULL AS "prelabeled"
         FROM "Task" t JOIN "TaskContent" c ON c."taskId" = t."id"
         WHERE t."batchId" = $1 AND t."lane" <> 9 ORDER BY t."externalId" COLLATE "C"`,
        [batchId],
      )
      for (let full = true; full; ) {
        const { rows } = await client.query<TaskRow>(`FETCH ${snapshotStep} FROM ${cursor}`)
        const { rows: annotations } = await client.query<SnapshotAnnotation>(
          `SELECT a."assignmentId" AS "id", a."taskId", a."labelerId", u."name" AS "labelerName", a."answer", a."displayOrder",
             a."timeSpentMs", a."guidelinesVersion", a."revision", a."createdAt", a."updatedAt"
           FROM "Annotation" a JOIN "Assignment" s ON s."id" = a."assignmentId" AND s."state" = 'submitted' JOIN "User" u ON u."id" = a."labelerId"
           WHERE a."taskId" = ANY($1::text[]) ORDER BY a."createdAt", a."assignmentId" COLLATE "C"`,
          [rows.map(({ id }) => id)],
        )
        const { rows: adjudications } = await client.query<SnapshotAdjudication>(
          `SELECT j."taskId", j."reviewerId", u."name" AS "reviewerName", j."how", j."acceptedId", j."answer", j."note", j."revision", j."updatedAt"
           FROM "Adjudication" j JOIN "User" u ON u."id" = j."reviewerId" WHERE j."taskId" = ANY($1::text[])`,
          [rows.map(({ id }) => id)],
        )
        yield assembled(rows, annotations, adjudications)
        full = rows.length === snapshotStep
      }
      await client.query(`CLOSE ${cursor}`)
    },
    async countTasks(batchIds) {
      const { rows } = await client.query<{ n: number }>(
        `SELECT count(*) AS "n" FROM "Task" WHERE "batchId" = ANY($1::text[]) AND "lane" <> 9`,
        [batchIds],
      )
      return rows[0]?.n ?? 0
    },
    async excludedLabelers(projectId) {
      const { rows } = await client.query<{ labelerId: string }>(
        `SELECT "labelerId" FROM "LabelerStanding" WHERE "projectId" = $1 AND "state" = 'excluded'`,
        [projectId],
      )
      return new Set(rows.map(({ labelerId }) => labelerId))
    },
    async people(batchIds) {
      const { rows } = await client.query<{ id: string; name: string }>(
        `SELECT u."id", u."name" FROM "User" u
         WHERE EXISTS (SELECT 1 FROM "Annotation" a WHERE a."labelerId" = u."id" AND a."batchId" = ANY($1::text[]))
            OR EXISTS (SELECT 1 FROM "Adjudication" j WHERE j."reviewerId" = u."id" AND j."batchId" = ANY($1::text[]))
         ORDER BY u."createdAt", u."id" COLLATE "C"`,
        [batchIds],
      )
      return rows
    },
    async guidelines(projectId, version) {
      const { rows } = await client.query<{ markdown: string }>(
        `SELECT "markdown" FROM "Guidelines" WHERE "projectId" = $1 AND "version" = $2`,
        [projectId, version],
      )
      return rows[0]?.markdown ?? null
    },
    async close() {
      await client.query('ROLLBACK')
      client.release()
    },
  }
}
