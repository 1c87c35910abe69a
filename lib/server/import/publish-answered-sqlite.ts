import 'server-only'
import type { Database } from 'better-sqlite3'
import { nowMs } from '../clock'
import { newId } from '../ids'
import { addressOfImported } from './imported-people'
import { laneOfPublished, readStaged, type Segment, type StagedAnswers, stagedPattern } from './staged-answers'

interface StagedRow {
  id: string
  prelabel: string
}

interface Target {
  projectId: string
  overlap: number
  guidelinesVersion: number
}

/** Tasks and their answers, in the transaction of the caller. */
export function publishAnswered(database: Database, { batchId, first, end }: Segment, most: number): number {
  const rows = database
    .prepare<[string, number, number, string, number], StagedRow>(
      `SELECT t."id", c."prelabel" FROM "Task" t JOIN "TaskContent" c ON c."taskId" = t."id"
       WHERE t."batchId" = ? AND t."lane" = 9 AND t."free" > 0 AND t."pos" >= ? AND t."pos" < ? AND c."prelabel" LIKE ?
       ORDER BY t."pos" LIMIT ?`,
    )
    .all(batchId, first, end, stagedPattern, most)
  const target = database
    .prepare<[string], Target>(
      `SELECT b."projectId", b."overlap", p."guidelinesVersion" FROM "Batch" b JOIN "Project" p ON p."id" = b."projectId" WHERE b."id" = ?`,
    )
    .get(batchId)
  if (target === undefined) throw new Error(`Batch ${batchId} is gone while its import is published.`)
  const people = imported(database, target.projectId)
  for (const { id, prelabel } of rows) publishOne(database, { id, batchId, ...target }, readStaged(prelabel), people)
  return rows.length
}

function publishOne(
  database: Database,
  task: Target & { id: string; batchId: string },
  { annotations, prelabel, configVersion }: StagedAnswers,
  people: (name: string) => string,
): void {
  const overlap = Math.max(task.overlap, annotations.length)
  database
    .prepare(
      `UPDATE "Task" SET "lane" = (SELECT ${laneOfPublished} FROM "Batch" b WHERE b."id" = "Task"."batchId"), "overlap" = ?, "free" = ? WHERE "id" = ?`,
    )
    .run(overlap, overlap, task.id)
  database.prepare(`UPDATE "TaskContent" SET "prelabel" = ? WHERE "taskId" = ?`).run(prelabel, task.id)
  const assignment = database.prepare(
    `INSERT INTO "Assignment" ("id", "taskId", "labelerId", "state", "claimedAt", "seed", "configVersion", "guidelinesVersion")
     VALUES (?, ?, ?, 'submitted', ?, 0, ?, ?)`,
  )
  const annotation = database.prepare(
    `INSERT INTO "Annotation" ("assignmentId", "taskId", "labelerId", "batchId", "answer", "displayOrder", "timeSpentMs", "revision",
       "configVersion", "guidelinesVersion", "createdAt", "updatedAt") VALUES (?, ?, ?, ?, ?, ?, ?, 1, ?, ?, ?, ?)`,
  )
  for (const { annotator, answer, order, timeSpentMs, createdAt } of annotations) {
    const id = newId()
    const labelerId = people(annotator)
    // A clock that ran ahead must not put answers into the future.
    const at = Math.min(createdAt ?? nowMs(), nowMs())
    assignment.run(id, task.id, labelerId, at - timeSpentMs, configVersion, task.guidelinesVersion)
    const versions = [configVersion, task.guidelinesVersion]
    annotation.run(id, task.id, labelerId, task.batchId, answer, order, timeSpentMs, ...versions, at, at)
  }
}

/** The person behind each name, made where the project does not know it yet. */
function imported(database: Database, projectId: string): (name: string) => string {
  const known = new Map<string, string>()
  const find = database.prepare<[string], { id: string }>(`SELECT "id" FROM "User" WHERE "email" = ?`)
  const make = database.prepare(
    `INSERT INTO "User" ("id", "email", "name", "role", "sessionVersion", "disabledAt", "importedFor", "createdAt")
     VALUES (?, ?, ?, 'labeler', 1, ?, ?, ?)`,
  )
  return (name) => {
    const email = addressOfImported(projectId, name)
    const id = known.get(email) ?? find.get(email)?.id ?? newId()
    if (!known.has(email) && find.get(email) === undefined) make.run(id, email, name, nowMs(), projectId, nowMs())
    known.set(email, id)
    return id
  }
}
