import 'server-only'
import { db } from '../db/db'
import { excludedLabelers } from '../standing/counts-in-figures'

/** The people who manage or review a project, each with the role: their own labels can be told apart and left out. */
export async function staffOf(projectId: string): Promise<ReadonlyMap<string, string>> {
  const members = await db.member.findMany({ where: { projectId }, select: { userId: true, role: true } })
  const users = await db.user.findMany({ where: { role: { not: 'labeler' } }, select: { id: true, role: true } })
  const roles = new Map(users.map(({ id, role }) => [id, role]))
  for (const { userId, role } of members) if (roles.get(userId) !== 'admin') roles.set(userId, role)
  return new Map([...roles].filter(([, role]) => role !== 'labeler'))
}

/** How many of these people have answered in the batches. */
export async function labelersAmong(ids: readonly string[], batchIds: readonly string[]): Promise<number> {
  const rows = await db.batchTally.groupBy({
    by: ['labelerId'],
    where: { labelerId: { in: [...ids] }, batchId: { in: [...batchIds] }, submitted: { gt: 0 } },
  })
  return rows.length
}

/** Whose answers count nowhere: those the project excluded and, where asked, those who manage or review it. */
export async function leftOutOf(projectId: string, withoutStaff: boolean): Promise<ReadonlySet<string>> {
  const excluded = await excludedLabelers(projectId)
  return withoutStaff ? new Set([...excluded, ...(await staffOf(projectId)).keys()]) : excluded
}
