import 'server-only'
import { leaseMs } from './time-limits'

export const selectVersions = `SELECT p."configVersion", p."guidelinesVersion" FROM "Batch" b JOIN "Project" p ON p."id" = b."projectId"
  WHERE b."id" = $1 AND b."status" = 'active' AND b."deletedAt" IS NULL`

export const selectCursor =
  'SELECT "returnedPos", "linePos" FROM "QueueCursor" WHERE "labelerId" = $1 AND "batchId" = $2'

export const selectTasks = `SELECT t."id", t."pos", EXISTS (SELECT 1 FROM "Assignment" a
    WHERE a."taskId" = t."id" AND a."labelerId" = $4 AND a."state" IN ('open', 'submitted', 'skipped')) AS "mine"
  FROM "Task" t WHERE t."batchId" = $1 AND t."lane" = $2 AND t."free" > 0 AND t."pos" > $3 ORDER BY t."pos" LIMIT $5`

// RETURNING: after an upsert that updated, the last inserted row is someone else's.
export const insertLease = `INSERT INTO "Assignment" ("id", "taskId", "labelerId", "state", "leaseUntil", "claimedAt", "seed", "configVersion", "guidelinesVersion")
  VALUES ($1, $2, $3, 'open', clock_ms() + ${leaseMs}, clock_ms(), $4, $5, $6)
  ON CONFLICT ("taskId", "labelerId") DO UPDATE SET "state" = 'open', "leaseUntil" = excluded."leaseUntil", "claimedAt" = excluded."claimedAt",
    "configVersion" = excluded."configVersion", "guidelinesVersion" = excluded."guidelinesVersion"
  WHERE "state" IN ('expired', 'released') RETURNING "id"`

export const saveCursor = `INSERT INTO "QueueCursor" ("labelerId", "batchId", "returnedPos", "linePos") VALUES ($1, $2, $3, $4)
  ON CONFLICT ("labelerId", "batchId") DO UPDATE SET "returnedPos" = excluded."returnedPos", "linePos" = excluded."linePos"`

// Without the returnSeq read before, a place that came back meanwhile would be stranded in a batch marked empty.
export const closeEmpty = `UPDATE "Batch" SET "hasOpen" = FALSE WHERE "id" = $1 AND "returnSeq" = $2
  AND NOT EXISTS (SELECT 1 FROM "Task" t WHERE t."batchId" = $1 AND t."lane" IN (0, 1) AND t."free" > 0)`
