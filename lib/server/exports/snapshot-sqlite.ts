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

type TaskOnly = Omit<SnapshotTask, 'annotations' | 'adjudication'>
type AdjudicationRow = Omit<SnapshotAdjudication, 'updatedAt'> & { updatedAt: number }

/** Values in the order of the columns: a million rows as objects with names would take half as long again. */
type TaskRow = [string, string, number, string, string, string | null, number]
type AnnotationRow = [string, string, string, string, string, string, number, number, number, number, number]

/** A connection of its own with a read transaction: in WAL mode it sees one state and holds up nobody. */
export function sqliteSnapshot(file: string): Snapshot {
  const database = new Database(file, { readonly: true, fileMustExist: true })
  database.exec('BEGIN')
  const tasks = database
    .prepare<[string, string, number], TaskRow>(
      `SELECT t."id", t."externalId", t."isGold", c."payload", c."meta", c."gold", c."prelabel" IS NOT NULL
       FROM "Task" t JOIN "TaskContent" c ON c."taskId" = t."id"
       WHERE t."batchId" = ? AND t."externalId" > ? AND t."lane" <> 9 ORDER BY t."externalId" LIMIT ?`,
    )
    .raw()
  const annotations = database
    .prepare<[string], AnnotationRow>(
      `SELECT a."assignmentId", a."taskId", a."labelerId", u."name", a."answer", a."displayOrder",
         a."timeSpentMs", a."guidelinesVersion", a."revision", a."createdAt", a."updatedAt"
       FROM "Annotation" a JOIN "Assignment" s ON s."id" = a."assignmentId" AND s."state" = 'submitted' JOIN "User" u ON u."id" = a."labelerId"
       WHERE a."taskId" IN (SELECT value FROM json_each(?)) ORDER BY a."createdAt", a."assignmentId"`,
    )
    .raw()
  const adjudications = database.prepare<[string], AdjudicationRow>(
    `SELECT j."taskId", j."reviewerId", u."name" AS "reviewerName", j."how", j."acceptedId", j."answer", j."note", j."revision", j."updatedAt"
     FROM "Adjudication" j JOIN "User" u ON u."id" = j."reviewerId" WHERE j."taskId" IN (SELECT value FROM json_each(?))`,
  )
  const excluded = database.prepare<[string], { labelerId: string }>(
    `SELECT "labelerId" FROM "LabelerStanding" WHERE "projectId" = ? AND "state" = 'excluded'`,
  )
  const people = database.prepare<{ batches: string }, { id: string; name: string }>(
    `SELECT u."id", u."name" FROM "User" u
     WHERE EXISTS (SELECT 1 FROM "Annotation" a WHERE a."labelerId" = u."id" AND a."batchId" IN (SELECT value FROM json_each(@batches)))
        OR EXISTS (SELECT 1 FROM "Adjudication" j WHERE j."reviewerId" = u."id" AND j."batchId" IN (SELECT value FROM json_each(@batches)))
     ORDER BY u."createdAt", u."id"`,
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
        const rows = tasks.all(batchId, after, snapshotStep).map(taskOf)
        const ids = JSON.stringify(rows.map(({ id }) => id))
        yield assembled(rows, annotations.all(ids).map(annotationOf), adjudications.all(ids).map(withUpdate))
        after = rows.at(-1)?.externalId ?? ''
        full = rows.length === snapshotStep
        await nextTurn()
      }
    },
    countTasks: async (batchIds) => count.get(JSON.stringify(batchIds))?.n ?? 0,
    excludedLabelers: async (projectId) => new Set(excluded.all(projectId).map(({ labelerId }) => labelerId)),
    people: async (batchIds) => people.all({ batches: JSON.stringify(batchIds) }),
    guidelines: async (projectId, version) => guidelines.get(projectId, version)?.markdown ?? null,
    close: async () => {
      database.close()
    },
  }
}

function taskOf([id, externalId, isGold, payload, meta, gold, prelabeled]: TaskRow): TaskOnly {
  return { id, externalId, isGold: isGold === 1, payload, meta, gold, prelabeled: prelabeled === 1 }
}

function annotationOf(row: AnnotationRow): SnapshotAnnotation {
  return {
    id: row[0],
    taskId: row[1],
    labelerId: row[2],
    labelerName: row[3],
    answer: row[4],
    displayOrder: row[5],
    timeSpentMs: row[6],
    guidelinesVersion: row[7],
    revision: row[8],
    createdAt: new Date(row[9]),
    updatedAt: new Date(row[10]),
  }
}

function withUpdate(row: AdjudicationRow): SnapshotAdjudication {
  return { ...row, updatedAt: new Date(row.updatedAt) }
}
