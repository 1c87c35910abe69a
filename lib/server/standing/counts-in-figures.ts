import 'server-only'
import { db } from '../db/db'

/**
 * SQL: whether an answer counts in agreement and other figures. Aliases: `n` annotation, `t` its task, `b` its batch. Left out are
 * training and qualification, known answers mixed in (they measure labelers, and any number of people answers one), and excluded people.
 */
export const countsInFigures = `(b."kind" = 'work' AND t."lane" <> 2 AND NOT EXISTS (SELECT 1 FROM "LabelerStanding" x
  WHERE x."projectId" = b."projectId" AND x."labelerId" = n."labelerId" AND x."state" = 'excluded'))`

/** The people whose answers count nowhere in this project: not in figures, not in exports. */
export async function excludedLabelers(projectId: string): Promise<ReadonlySet<string>> {
  const rows = await db.labelerStanding.findMany({
    where: { projectId, state: 'excluded' },
    select: { labelerId: true },
  })
  return new Set(rows.map((row) => row.labelerId))
}
