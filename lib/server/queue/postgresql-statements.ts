import 'server-only'
import { leaseMs } from './time-limits'

// A scalar subquery on purpose: the planner turns NOT EXISTS into a hash anti-join over all that the labeler ever did.
const notMine = `(SELECT 1 FROM "Assignment" a WHERE a."taskId" = t."id" AND a."labelerId" = $1
  AND a."state" IN ('open', 'submitted', 'skipped') LIMIT 1) IS NULL`

export const openTasks = (lane: number, after: string) =>
  `FROM "Task" t WHERE t."batchId" = $2 AND t."lane" = ${lane} AND t."free" > 0 AND t."pos" > ${after} AND ${notMine}`

/**
 * Just before the first task this claim left for the labeler, one that another claim holds locked too; past everything when there is none.
 * That keeps the cursor's promise: no task that this labeler could take lies at or before it.
 */
const cursorAfter = (lane: number, after: string, none: number) => `COALESCE(
    (SELECT t."pos" - 1 ${openTasks(lane, after)} AND t."pos" <> ALL(ARRAY(SELECT "pos" FROM got WHERE "lane" = ${lane})) ORDER BY t."pos" LIMIT 1),
    (SELECT t."pos" FROM "Task" t WHERE t."batchId" = $2 AND t."lane" = ${lane} AND t."free" > 0 ORDER BY t."pos" DESC LIMIT 1), ${none})`

/** Leases what `got` (id, lane, pos) holds, under the versions of `v`; $1 labeler, $3 ids and $4 seeds for the new assignments. */
export const leaseEach = `numbered AS (SELECT "id", row_number() OVER (ORDER BY "lane", "pos")::int AS n FROM got),
    leased AS (INSERT INTO "Assignment" ("id", "taskId", "labelerId", "state", "leaseUntil", "claimedAt", "seed", "configVersion", "guidelinesVersion")
      SELECT ($3::text[])[g.n], g."id", $1, 'open', clock_timestamp() + interval '${leaseMs} milliseconds', clock_timestamp(), ($4::int[])[g.n],
        v."configVersion", v."guidelinesVersion" FROM numbered g CROSS JOIN v
      ON CONFLICT ("taskId", "labelerId") DO UPDATE SET "state" = 'open', "leaseUntil" = excluded."leaseUntil", "claimedAt" = excluded."claimedAt",
        "configVersion" = excluded."configVersion", "guidelinesVersion" = excluded."guidelinesVersion"
      WHERE "Assignment"."state" IN ('expired', 'released')
      RETURNING "id", "taskId", "seed", "leaseUntil", "configVersion", "guidelinesVersion", "sentBack", "flag", "note")`

/** What the page needs of each lease, but for its order. */
export const showLeased = `SELECT s."id", s."taskId", $2 AS "batchId", v."projectId", v."taskType", k."payload", k."prelabel", s."seed", s."leaseUntil", s."configVersion",
      s."guidelinesVersion", s."sentBack", s."flag", s."note", d."body" AS "draft", d."revision" AS "draftRevision"
    FROM leased s CROSS JOIN v JOIN numbered g ON g."id" = s."taskId" JOIN "TaskContent" k ON k."taskId" = s."taskId"
      LEFT JOIN "Draft" d ON d."assignmentId" = s."id"`

export const selectVersions = `v AS MATERIALIZED (SELECT p."configVersion", p."guidelinesVersion", b."projectId", p."taskType" FROM "Batch" b
      JOIN "Project" p ON p."id" = b."projectId" WHERE b."id" = $2 AND b."status" = 'active' AND b."deletedAt" IS NULL)`

const texts = new Map<number, string>()

/**
 * Leases up to `count` tasks of a batch; $1 labeler, $2 batch, $3 ids and $4 seeds for the new assignments. The count is part of the
 * text: with a parameter the generic plan expects to fetch a tenth of the table and sorts it.
 */
export function claimStatement(count: number): string {
  if (!Number.isInteger(count) || count < 1)
    throw new RangeError(`A claim asks for a whole number of tasks, not ${count}.`)
  const known = texts.get(count)
  if (known) return known
  const made = `WITH ${selectVersions},
    c AS MATERIALIZED (SELECT COALESCE(max("returnedPos"), 0) AS r, COALESCE(max("linePos"), -1) AS l FROM "QueueCursor"
      WHERE "labelerId" = $1 AND "batchId" = $2),
    g0 AS MATERIALIZED (SELECT t."id", t."pos" ${openTasks(0, '(SELECT r FROM c)')} AND EXISTS (SELECT 1 FROM v)
      ORDER BY t."pos" LIMIT ${count} FOR NO KEY UPDATE OF t SKIP LOCKED),
    g1 AS MATERIALIZED (SELECT t."id", t."pos" ${openTasks(1, '(SELECT l FROM c)')} AND EXISTS (SELECT 1 FROM v)
      AND (SELECT count(*) FROM g0) < ${count} ORDER BY t."pos" LIMIT ${count} FOR NO KEY UPDATE OF t SKIP LOCKED),
    got AS MATERIALIZED (SELECT "id", 0 AS "lane", "pos" FROM g0 UNION ALL SELECT "id", 1, "pos" FROM g1 LIMIT ${count}),
${leaseEach},
    low AS (SELECT ${cursorAfter(0, '(SELECT r FROM c)', 0)} AS r, ${cursorAfter(1, '(SELECT l FROM c)', -1)} AS l),
    moved AS (INSERT INTO "QueueCursor" ("labelerId", "batchId", "returnedPos", "linePos") SELECT $1, $2, r, l FROM low
      ON CONFLICT ("labelerId", "batchId") DO UPDATE SET "returnedPos" = GREATEST("QueueCursor"."returnedPos", excluded."returnedPos"),
        "linePos" = GREATEST("QueueCursor"."linePos", excluded."linePos")
      WHERE "QueueCursor"."returnedPos" < excluded."returnedPos" OR "QueueCursor"."linePos" < excluded."linePos")
${showLeased} ORDER BY g.n`
  texts.set(count, made)
  return made
}

// Without the returnSeq read before, a place that came back meanwhile would be stranded in a batch marked empty.
export const closeEmpty = `UPDATE "Batch" SET "hasOpen" = FALSE WHERE "id" = $1 AND "returnSeq" = $2 AND "hasOpen"
  AND NOT EXISTS (SELECT 1 FROM "Task" t WHERE t."batchId" = $1 AND t."lane" = 0 AND t."free" > 0)
  AND NOT EXISTS (SELECT 1 FROM "Task" t WHERE t."batchId" = $1 AND t."lane" = 1 AND t."free" > 0)`

/** Answers an open assignment; $1 assignment, $2 answer, $3 display order, $4 time spent, $5 labeler, $6 draft or null. No row: it is not open. */
export const submitStatement = `WITH t AS MATERIALIZED (SELECT "id" FROM "Task" WHERE "id" = (SELECT "taskId" FROM "Assignment" WHERE "id" = $1) FOR NO KEY UPDATE),
    a AS (UPDATE "Assignment" SET "state" = 'submitted', "leaseUntil" = NULL, "sentBack" = NULL
      WHERE "id" = $1 AND "taskId" = (SELECT "id" FROM t) AND "labelerId" = $5 AND "state" = 'open' RETURNING "id", "taskId", "labelerId", "configVersion", "guidelinesVersion"),
    n AS (INSERT INTO "Annotation" ("assignmentId", "taskId", "labelerId", "batchId", "answer", "displayOrder", "timeSpentMs", "revision",
        "configVersion", "guidelinesVersion", "createdAt", "updatedAt")
      SELECT a."id", a."taskId", a."labelerId", t."batchId", $2, $3, $4::int,
        1 + COALESCE((SELECT max(r."revision") FROM "AnnotationRevision" r WHERE r."assignmentId" = $1), 0),
        a."configVersion", a."guidelinesVersion", clock_timestamp(), clock_timestamp() FROM a JOIN "Task" t ON t."id" = a."taskId"
      RETURNING "revision", "createdAt"),
    d AS (INSERT INTO "Draft" ("assignmentId", "body", "revision", "updatedAt") SELECT a."id", $6::text, 1, clock_timestamp() FROM a WHERE $6::text IS NOT NULL
      ON CONFLICT ("assignmentId") DO UPDATE SET "body" = excluded."body", "revision" = "Draft"."revision" + 1, "updatedAt" = excluded."updatedAt")
  SELECT "revision", "createdAt" FROM n`

/** Is the batch active, and is there a task past the cursor that this labeler could take, locked by someone or not? $1 labeler, $2 batch. */
export const somethingLeft = `WITH c AS MATERIALIZED (SELECT COALESCE(max("returnedPos"), 0) AS r, COALESCE(max("linePos"), -1) AS l FROM "QueueCursor"
      WHERE "labelerId" = $1 AND "batchId" = $2)
  SELECT EXISTS (SELECT 1 FROM "Batch" b WHERE b."id" = $2 AND b."status" = 'active' AND b."deletedAt" IS NULL) AS "active",
    EXISTS (SELECT 1 FROM (SELECT t."id" ${openTasks(0, '(SELECT r FROM c)')} ORDER BY t."pos" LIMIT 1) x)
      OR EXISTS (SELECT 1 FROM (SELECT t."id" ${openTasks(1, '(SELECT l FROM c)')} ORDER BY t."pos" LIMIT 1) x) AS "left"`
