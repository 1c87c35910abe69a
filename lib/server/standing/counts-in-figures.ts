import 'server-only'
import { db } from '../db/db'

/** The people whose answers count nowhere in this project: not in figures, not in exports. */
export async function excludedLabelers(projectId: string): Promise<ReadonlySet<string>> {
  const rows = await db.labelerStanding.findMany({
    where: { projectId, state: 'excluded' },
    select: { labelerId: true },
  })
  return new Set(rows.map((row) => row.labelerId))
}
