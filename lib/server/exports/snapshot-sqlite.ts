import 'server-only'
import { setImmediate as nextTurn } from 'node:timers/promises'
import Database from 'better-sqlite3'
import {
  assembled,
  type Snapshot,
  type SnapshotAdjudication,
  type SnapshotAnnotation,
  type SnapshotTask,
  snapshotStep,
} from './snapshot-task'

type TaskRow = Omit<SnapshotTask, 'isGold' | 'prelabeled' | 'annotations' | 'adjudication'> & {
  isGold: number
  prelabeled: number
}
type AdjudicationRow = Omit<SnapshotAdjudication, 'updatedAt'> & { updatedAt: number }
type AnnotationRow = Omit<SnapshotAnnotation, 'createdAt'> & { createdAt: number }

/** A connection of its own with a read transaction: in WAL mode it sees one state and holds up nobody. */
export function sqliteSnapshot(file: string): Snapshot {
  const database = new Database(file, { readonly: true, fileMustExist: true })
  database.exec('BEGIN')
  const tasks = database.prepare<[string, string, number], TaskRow>(
    `SELECT t."id", t."externalId", t."isGold", c."payload", c."meta", c."gold", c."prelabel" IS NOT NULL AS "prelabeled"
     FROM "Task" t JOIN "TaskContent" c ON c."taskId" = t."id"
     WHERE t."batchId" = ? AND t."externalId" > ? AND t."lane" <> 9 ORDER BY t."externalId" LIMIT ?`,
  )
  const annotations = database.prepare<[string], AnnotationRow>(
    `SELECT a."assignmentId" AS "id", a."taskId", a."labelerId", u."name" AS "labelerName", a."answer", a."displayOrder",
       a."timeSpentMs", a."guidelinesVersion", a."revision", a."createdAt"
     FROM "Annotation" a JOIN "Assignment" s ON s."id" = a."assignmentId" AND s."state" = 'submitted' JOIN "User" u ON u."id" = a."labelerId"
     WHERE a."taskId" IN (SELECT value FROM json_each(?)) ORDER BY a."createdAt", a."assignmentId"`,
  )
  const adjudications = database.prepare<[string], AdjudicationRow>(
    `SELECT j."taskId", j."reviewerId", u."name" AS "reviewerName", j."how", j."acceptedId", j."answer", j."note", j."revision", j."updatedAt"
     FROM "Adjudication" j JOIN "User" u ON u."id" = j."reviewerId" WHERE j."taskId" IN (SELECT value FROM json_each(?))`,
  )
  const excluded = database.prepare<[string], { labelerId: string }>(
    `SELECT "labelerId" FROM "LabelerStanding" WHERE "projectId" = ? AND "state" = 'excluded'`,
  )
  const guidelines = database.prepare<[string, number], { markdown: string }>(
    `SELECT "markdown" FROM "Guidelines" WHERE "projectId" = ? AND "version" = ?`,
  )
  const count = database.prepare<[string], { n: number }>(
    `SELECT count(*) AS "n" FROM "Task" WHERE "batchId" IN (SELECT value FROM json_each(?)) AND "lane" <> 9`,
  )
  // A read transaction begins with its first read.
  count.get('[]')
  return {
    async *tasks(batchId) {
      for (let after = '', full = true; full; ) {
        const rows = tasks.all(batchId, after, snapshotStep)
        const ids = JSON.stringify(rows.map(({ id }) => id))
        const tasksOfStep = rows.map((row) => ({ ...row, isGold: row.isGold === 1, prelabeled: row.prelabeled === 1 }))
        yield assembled(tasksOfStep, annotations.all(ids).map(withDate), adjudications.all(ids).map(withUpdate))
        after = rows.at(-1)?.externalId ?? ''
        full = rows.length === snapshotStep
        await nextTurn()
      }
    },
    countTasks: async (batchIds) => count.get(JSON.stringify(batchIds))?.n ?? 0,
    excludedLabelers: async (projectId) => new Set(excluded.all(projectId).map(({ labelerId }) => labelerId)),
    guidelines: async (projectId, version) => guidelines.get(projectId, version)?.markdown ?? null,
    close: async () => {
      database.close()
    },
  }
}

function withDate(row: AnnotationRow): SnapshotAnnotation {
  return { ...row, createdAt: new Date(row.createdAt) }
}

function withUpdate(row: AdjudicationRow): SnapshotAdjudication {
  return { ...row, updatedAt: new Date(row.updatedAt) }
}
