import 'server-only'
import type { BatchInLine } from './batch-memo'
import { goldMixOf } from './gold-turns'
import { numberOf, type Row, textOf, textOrNull, timeOf } from './statement'

/** A lease as the database holds it, with all that the labeler's page needs. Payload and draft are JSON text. */
export interface Held {
  id: string
  taskId: string
  batchId: string
  projectId: string
  taskType: string
  payload: string
  /** An answer that the import brought to start from, or null. */
  prelabel: string | null
  seed: number
  leaseUntil: number
  configVersion: number
  guidelinesVersion: number
  draft: string | null
  draftRevision: number
  /** What a reviewer said to the answer they sent back; null otherwise. */
  sentBack: string | null
  /** What the labeler said of the task to the people who run the project. */
  flag: string | null
  note: string | null
}

const columns = `a."id", a."taskId", t."batchId", b."projectId", p."taskType", c."payload", c."prelabel", a."seed", a."leaseUntil", a."configVersion",
  a."guidelinesVersion", a."sentBack", a."flag", a."note", d."body" AS "draft", d."revision" AS "draftRevision"`

/** Ends before WHERE; aliases a (assignment), t (task), b (batch), p (project), c (content), d (draft). */
export const selectHeld = `SELECT ${columns} FROM "Assignment" a JOIN "Task" t ON t."id" = a."taskId" JOIN "Batch" b ON b."id" = t."batchId"
  JOIN "Project" p ON p."id" = b."projectId" JOIN "TaskContent" c ON c."taskId" = a."taskId" LEFT JOIN "Draft" d ON d."assignmentId" = a."id"`

/** The labeler's open tasks within a scope of active batches; $1 labeler, $2 the scope's id. */
export function selectOpen(scope: 'batch' | 'project' | 'everything', first: 'begun' | 'open', count: number): string {
  const within = {
    batch: 'AND t."batchId" = $2',
    project: 'AND b."projectId" = $2',
    everything: `AND CAST($2 AS TEXT) = ''`,
  }
  const begun = first === 'begun' ? 'AND d."assignmentId" IS NOT NULL' : ''
  return `${selectHeld} WHERE a."labelerId" = $1 AND a."state" = 'open' AND b."status" = 'active' AND b."deletedAt" IS NULL
    AND p."deletedAt" IS NULL ${within[scope]} ${begun} ORDER BY a."claimedAt", t."pos" LIMIT ${count}`
}

/** Batches in which this labeler may find something, the most urgent first; $1 labeler, $2 the scope's id. */
export function selectBatches(scope: 'batch' | 'project' | 'everything'): string {
  const within = { batch: 'b."id" = $2', project: 'b."projectId" = $2', everything: `CAST($2 AS TEXT) = ''` }
  return `SELECT b."id", b."returnSeq", b."kind", b."goldRate", b."seed" FROM "Batch" b JOIN "Project" p ON p."id" = b."projectId"
    WHERE ${within[scope]} AND b."status" = 'active' AND b."hasOpen" = TRUE AND b."deletedAt" IS NULL AND p."deletedAt" IS NULL
    AND (p."access" = 'everyone' OR EXISTS (SELECT 1 FROM "Member" m WHERE m."projectId" = p."id" AND m."userId" = $1))
    AND (b."restricted" = FALSE OR EXISTS (SELECT 1 FROM "BatchLabeler" l WHERE l."batchId" = b."id" AND l."userId" = $1))
    AND ${mayWork}
    ORDER BY b."priority" DESC, b."deadline", b."id"`
}

/**
 * Nobody who is paused or excluded gets tasks; where a project asks for qualification, real work is for the qualified. Aliases b and p;
 * $1 labeler. This is read with the list of batches, once a second at most, and costs a claim nothing.
 */
export const mayWork = `NOT EXISTS (SELECT 1 FROM "LabelerStanding" z WHERE z."projectId" = p."id" AND z."labelerId" = $1 AND z."state" IN ('paused', 'excluded'))
    AND (p."qualifyScore" IS NULL OR b."kind" <> 'work'
      OR EXISTS (SELECT 1 FROM "LabelerStanding" q WHERE q."projectId" = p."id" AND q."labelerId" = $1 AND q."state" = 'qualified'))`

export function batchInLineOf(row: Row): BatchInLine {
  return { id: textOf(row, 'id'), returnSeq: numberOf(row, 'returnSeq'), gold: goldMixOf(row) }
}

export function heldOf(row: Row): Held {
  return {
    id: textOf(row, 'id'),
    taskId: textOf(row, 'taskId'),
    batchId: textOf(row, 'batchId'),
    projectId: textOf(row, 'projectId'),
    taskType: textOf(row, 'taskType'),
    payload: textOf(row, 'payload'),
    prelabel: textOrNull(row, 'prelabel'),
    seed: numberOf(row, 'seed'),
    leaseUntil: timeOf(row, 'leaseUntil'),
    configVersion: numberOf(row, 'configVersion'),
    guidelinesVersion: numberOf(row, 'guidelinesVersion'),
    draft: textOrNull(row, 'draft'),
    draftRevision: row.draftRevision === null ? 0 : numberOf(row, 'draftRevision'),
    sentBack: textOrNull(row, 'sentBack'),
    flag: textOrNull(row, 'flag'),
    note: textOrNull(row, 'note'),
  }
}
