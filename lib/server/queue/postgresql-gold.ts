import 'server-only'
import { alongRound, wholeRound } from './gold-turns'
import { leaseEach, openTasks, selectVersions, showLeased } from './postgresql-statements'

const texts = new Map<string, string>()

/**
 * Leases up to `count` known answers along the labeler's round, shaped like any other claim: $1 labeler, $2 batch, $3 ids and $4 seeds.
 * Nothing comes where no other task is left for the labeler, unless the batch holds nothing but known answers (`only`).
 */
export function claimGoldStatement(count: number, only: boolean): string {
  if (!Number.isInteger(count) || count < 1)
    throw new RangeError(`A claim asks for a whole number of tasks, not ${count}.`)
  const key = `${count}/${only}`
  const known = texts.get(key)
  if (known) return known
  const made = `WITH ${selectVersions},
    c AS MATERIALIZED (SELECT "returnedPos" AS r, "linePos" AS l, "goldFrom" AS f, "goldPos" AS p FROM "QueueCursor" WHERE "labelerId" = $1 AND "batchId" = $2),
    g0 AS MATERIALIZED (SELECT t."id", t."pos" ${golds(`t."pos" >= (SELECT f FROM c) AND t."pos" > (SELECT f + p FROM c)`)} ${left(only)}
      ORDER BY t."pos" LIMIT ${count}),
    g1 AS MATERIALIZED (SELECT t."id", t."pos" ${golds(`t."pos" < (SELECT f FROM c) AND ${alongRound('t."pos"', '(SELECT f FROM c)')} > (SELECT p FROM c)`)} ${left(only)}
      AND (SELECT count(*) FROM g0) < ${count} ORDER BY t."pos" LIMIT ${count}),
    got AS MATERIALIZED (SELECT "id", 0 AS "lane", "pos" FROM g0 UNION ALL SELECT "id", 1, "pos" FROM g1 LIMIT ${count}),
    ${leaseEach},
    passed AS (UPDATE "QueueCursor" SET "goldPos" = CASE WHEN (SELECT count(*) FROM got) = ${count}
        THEN (SELECT max(${alongRound('got."pos"', '"QueueCursor"."goldFrom"')}) FROM got) ELSE ${wholeRound} END
      WHERE "labelerId" = $1 AND "batchId" = $2 AND EXISTS (SELECT 1 FROM v) ${only ? '' : `AND (SELECT count(*) FROM got) > 0`})
    ${showLeased} ORDER BY g.n`
  texts.set(key, made)
  return made
}

const golds = (
  where: string,
) => `FROM "Task" t WHERE t."batchId" = $2 AND t."lane" = 2 AND t."free" > 0 AND t."isGold" AND ${where}
  AND (SELECT 1 FROM "Assignment" a WHERE a."taskId" = t."id" AND a."labelerId" = $1 AND a."state" IN ('open', 'submitted', 'skipped') LIMIT 1) IS NULL`

const left = (only: boolean) =>
  `AND EXISTS (SELECT 1 FROM v)${
    only
      ? ''
      : ` AND (EXISTS (SELECT 1 FROM (SELECT t."id" ${openTasks(0, '(SELECT r FROM c)')} ORDER BY t."pos" LIMIT 1) x)
      OR EXISTS (SELECT 1 FROM (SELECT t."id" ${openTasks(1, '(SELECT l FROM c)')} ORDER BY t."pos" LIMIT 1) y))`
  }`
