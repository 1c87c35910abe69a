import 'server-only'
import { expireDueOn } from './give-back-steps'
import { lockPlace } from './lock-order'
import { type Dialect, flagOf, numberOf, type Row, type Steps, sql, textOf, timeOf } from './statement'
import { graceMs } from './time-limits'

/** A checked answer on its way into the database. `answer` and `draft` are JSON text, the answer canonical. */
export interface Answered {
  assignmentId: string
  labelerId: string
  answer: string
  displayOrder: string
  timeSpentMs: number
  /** What the editor showed, so that an undo can bring it back; null leaves the stored draft as it is. */
  draft: string | null
}

interface StoredAnnotation {
  revision: number
  createdAt: number
}

export type SubmitOutcome =
  /** `again`: this very answer was there already. */
  | { is: 'stored'; annotation: StoredAnnotation; again: boolean }
  | { is: 'absent' }
  | { is: 'skipped' }
  /** Another answer is there and may not be changed any more. */
  | { is: 'settled' }
  /** The lease ran out and the place was taken: the answer is kept beside the draft. */
  | { is: 'lost' }

export function* submitSteps(dialect: Dialect, given: Answered): Steps<SubmitOutcome> {
  yield* lockPlace(dialect, given.assignmentId)
  const [closed] = yield* sql(
    `UPDATE "Assignment" SET "state" = 'submitted', "leaseUntil" = NULL, "sentBack" = NULL
     WHERE "id" = $1 AND "labelerId" = $2 AND "state" = 'open' RETURNING "id"`,
    [given.assignmentId, given.labelerId],
  )
  if (closed) return yield* store(dialect, given)
  const [assignment] = yield* sql(`SELECT "state", "taskId" FROM "Assignment" WHERE "id" = $1 AND "labelerId" = $2`, [
    given.assignmentId,
    given.labelerId,
  ])
  if (!assignment) return { is: 'absent' }
  const state = textOf(assignment, 'state')
  if (state === 'skipped') return { is: 'skipped' }
  if (state === 'submitted') return yield* compare(dialect, given)
  return yield* retake(dialect, given, textOf(assignment, 'taskId'))
}

function* store(dialect: Dialect, given: Answered): Steps<SubmitOutcome> {
  const [row] = yield* sql(insertAnnotation(dialect), [
    given.assignmentId,
    given.answer,
    given.displayOrder,
    given.timeSpentMs,
  ])
  if (!row) throw new Error(`Assignment ${given.assignmentId} vanished while its answer was stored.`)
  if (given.draft !== null) yield* sql(upsertDraft(dialect), [given.assignmentId, given.draft])
  return { is: 'stored', annotation: annotationOf(row), again: false }
}

/** $1 assignment, $2 answer, $3 display order, $4 time spent. Revisions go on counting after an undo. */
function insertAnnotation(dialect: Dialect): string {
  return `INSERT INTO "Annotation" ("assignmentId", "taskId", "labelerId", "batchId", "answer", "displayOrder", "timeSpentMs", "revision",
      "configVersion", "guidelinesVersion", "createdAt", "updatedAt")
    SELECT a."id", a."taskId", a."labelerId", t."batchId", $2, $3, CAST($4 AS INTEGER),
      1 + COALESCE((SELECT max(r."revision") FROM "AnnotationRevision" r WHERE r."assignmentId" = a."id"), 0),
      a."configVersion", a."guidelinesVersion", ${dialect.now}, ${dialect.now}
    FROM "Assignment" a JOIN "Task" t ON t."id" = a."taskId" WHERE a."id" = $1 RETURNING "revision", "createdAt"`
}

function upsertDraft(dialect: Dialect): string {
  return `INSERT INTO "Draft" ("assignmentId", "body", "revision", "updatedAt") VALUES ($1, $2, 1, ${dialect.now})
    ON CONFLICT ("assignmentId") DO UPDATE SET "body" = excluded."body", "revision" = "Draft"."revision" + 1, "updatedAt" = excluded."updatedAt"`
}

/** A retry gets the reply of the first try; another answer within the grace period becomes a revision, the old one stays on record. */
function* compare(dialect: Dialect, given: Answered): Steps<SubmitOutcome> {
  const [there] = yield* sql(
    `SELECT n."answer", n."revision", n."createdAt", ${mayChange(dialect)} AS "open"
     FROM "Annotation" n WHERE n."assignmentId" = $1`,
    [given.assignmentId],
  )
  if (!there) throw new Error(`Assignment ${given.assignmentId} is submitted but has no annotation.`)
  if (textOf(there, 'answer') === given.answer) return { is: 'stored', annotation: annotationOf(there), again: true }
  if (!flagOf(there, 'open')) return { is: 'settled' }
  yield* keepRevision(given.assignmentId)
  const [row] = yield* sql(
    `UPDATE "Annotation" SET "answer" = $2, "timeSpentMs" = $3, "revision" = "revision" + 1, "updatedAt" = ${dialect.now}
     WHERE "assignmentId" = $1 RETURNING "revision", "createdAt"`,
    [given.assignmentId, given.answer, given.timeSpentMs],
  )
  if (!row) throw new Error(`The annotation of ${given.assignmentId} vanished while it was revised.`)
  return { is: 'stored', annotation: annotationOf(row), again: false }
}

/** When the first answer to this assignment was given: taking an answer back does not prolong the grace period. */
export const firstGivenAt = `COALESCE((SELECT min(r."createdAt") FROM "AnnotationRevision" r WHERE r."assignmentId" = n."assignmentId"), n."createdAt")`

/** Whether an answer may still be taken back or replaced: for ten minutes, and never once a reviewer has settled its task. */
export function mayChange(dialect: Dialect): string {
  return `(${firstGivenAt} > ${dialect.after(-graceMs)} AND NOT EXISTS (SELECT 1 FROM "Adjudication" v WHERE v."taskId" = n."taskId"))`
}

export function* keepRevision(assignmentId: string): Steps<void> {
  yield* sql(
    `INSERT INTO "AnnotationRevision" ("assignmentId", "revision", "answer", "timeSpentMs", "createdAt")
     SELECT "assignmentId", "revision", "answer", "timeSpentMs", "createdAt" FROM "Annotation" WHERE "assignmentId" = $1`,
    [assignmentId],
  )
}

/** Work typed under a lease that is over: taken all the same while a place is free. */
function* retake(dialect: Dialect, given: Answered, taskId: string): Steps<SubmitOutcome> {
  yield* expireDueOn(dialect, taskId)
  const [task] = yield* sql(`SELECT "free" FROM "Task" WHERE "id" = $1`, [taskId])
  if (task && numberOf(task, 'free') > 0) {
    yield* sql(`UPDATE "Assignment" SET "state" = 'submitted', "sentBack" = NULL WHERE "id" = $1`, [given.assignmentId])
    return yield* store(dialect, given)
  }
  yield* sql(
    `INSERT INTO "Draft" ("assignmentId", "body", "answer", "revision", "updatedAt") VALUES ($1, $2, $3, 1, ${dialect.now})
     ON CONFLICT ("assignmentId") DO UPDATE SET "body" = CASE WHEN $2 = 'null' THEN "Draft"."body" ELSE excluded."body" END,
       "answer" = excluded."answer", "revision" = "Draft"."revision" + 1, "updatedAt" = excluded."updatedAt"`,
    [given.assignmentId, given.draft ?? 'null', given.answer],
  )
  return { is: 'lost' }
}

function annotationOf(row: Row): StoredAnnotation {
  return { revision: numberOf(row, 'revision'), createdAt: timeOf(row, 'createdAt') }
}
