import 'server-only'
import { queueEngine } from '../queue/engine'
import type { RaceResult } from './race'

/** Each names rows that break a promise of the queue, counted by brute force over all that was stored. */
const broken = {
  'more people on a task than its overlap': `SELECT t."id" FROM "Task" t JOIN "Assignment" a ON a."taskId" = t."id" AND a."state" IN ('open', 'submitted')
    WHERE t."lane" <> 2 GROUP BY t."id", t."overlap" HAVING count(*) > t."overlap"`,
  'free places miscounted': `SELECT t."id" FROM "Task" t LEFT JOIN "Assignment" a ON a."taskId" = t."id" AND a."state" IN ('open', 'submitted')
    WHERE t."lane" <> 2 GROUP BY t."id", t."free", t."overlap" HAVING t."free" <> t."overlap" - count(a."id")`,
  'answers miscounted': `SELECT t."id" FROM "Task" t LEFT JOIN "Assignment" a ON a."taskId" = t."id" AND a."state" = 'submitted'
    WHERE t."lane" <> 2 GROUP BY t."id", t."submitted" HAVING t."submitted" <> count(a."id")`,
  'submitted without an annotation, or one too many': `SELECT a."id" FROM "Assignment" a LEFT JOIN "Annotation" n ON n."assignmentId" = a."id"
    WHERE (a."state" = 'submitted') <> (n."assignmentId" IS NOT NULL)`,
  'a batch marked empty that is not': `SELECT b."id" FROM "Batch" b WHERE b."hasOpen" = FALSE
    AND EXISTS (SELECT 1 FROM "Task" t WHERE t."batchId" = b."id" AND t."lane" <> 2 AND t."free" > 0)`,
  'a known answer mixed in that takes places': `SELECT t."id" FROM "Task" t WHERE t."lane" = 2 AND (t."free" <> t."overlap" OR t."submitted" <> 0)`,
  'a cursor past a task its labeler could take': `SELECT c."labelerId" FROM "QueueCursor" c JOIN "Task" t ON t."batchId" = c."batchId" AND t."free" > 0
      AND ((t."lane" = 0 AND t."pos" <= c."returnedPos") OR (t."lane" = 1 AND t."pos" <= c."linePos"))
    WHERE NOT EXISTS (SELECT 1 FROM "Assignment" a WHERE a."taskId" = t."id" AND a."labelerId" = c."labelerId" AND a."state" IN ('open', 'submitted', 'skipped'))`,
  'a labeler’s tally miscounted': `SELECT 1 AS "x" FROM (SELECT t."batchId", a."labelerId", sum(CASE a."state" WHEN 'submitted' THEN 1 ELSE 0 END) AS s,
      sum(CASE a."state" WHEN 'skipped' THEN 1 ELSE 0 END) AS k FROM "Assignment" a JOIN "Task" t ON t."id" = a."taskId" GROUP BY t."batchId", a."labelerId") r
    LEFT JOIN "BatchTally" m ON m."batchId" = r."batchId" AND m."labelerId" = r."labelerId" WHERE COALESCE(m."submitted", 0) <> r.s OR COALESCE(m."skipped", 0) <> r.k`,
  'completed tasks miscounted': `SELECT b."id" FROM "Batch" b WHERE (SELECT COALESCE(SUM(m."completed"), 0) FROM "BatchTally" m WHERE m."batchId" = b."id")
    <> (SELECT count(*) FROM "Task" t WHERE t."batchId" = b."id" AND t."submitted" >= t."overlap")`,
} as const

/** What is broken, by name with the number of rows; empty when all promises hold. */
export async function brokenPromises(): Promise<Record<string, number>> {
  const found: Record<string, number> = {}
  for (const [name, text] of Object.entries(broken)) {
    const rows = await queueEngine().rows({ text, values: [] })
    if (rows.length > 0) found[name] = rows.length
  }
  return found
}

/** Acknowledged answers that are not stored exactly as acknowledged. */
export async function lostAnswers(acknowledged: RaceResult['acknowledged']): Promise<string[]> {
  const text = `SELECT n."assignmentId", n."labelerId", n."taskId", n."answer" FROM "Annotation" n`
  const rows = await queueEngine().rows({ text, values: [] })
  const stored = new Map(rows.map((row) => [row.assignmentId, row]))
  return [...acknowledged].flatMap(([id, { labelerId, taskId, answer }]) => {
    const row = stored.get(id)
    const isThere = row?.labelerId === labelerId && row.taskId === taskId && row.answer === answer
    return isThere ? [] : [id]
  })
}
