import 'server-only'
import { randomBytes } from 'node:crypto'
import { now } from '../clock'
import { db } from '../db/db'
import type { NameRule } from './names-by'
import type { Snapshot } from './snapshot-task'

/** Pseudonyms are the same in every export of a project, and not those of another project. */
export async function nameRule(
  projectId: string,
  labelers: NameRule['labelers'],
  snapshot: Snapshot,
  batchIds: readonly string[],
): Promise<NameRule> {
  if (labelers === 'none') return { labelers }
  if (labelers === 'pseudonyms') return { labelers, key: await pseudonymKey(projectId) }
  return { labelers, names: distinctNames(await snapshot.people(batchIds)) }
}

/** Two people of one name stay two: the one who came later gets a number. */
function distinctNames(people: readonly { id: string; name: string }[]): Map<string, string> {
  const given = new Map<string, string>()
  const taken = new Set<string>()
  for (const { id, name } of people) {
    let free = name
    for (let number = 2; taken.has(free); number++) free = `${name} ${number}`
    taken.add(free)
    given.set(id, free)
  }
  return given
}

/** Made when first needed; it never leaves the database. */
export async function pseudonymKey(projectId: string): Promise<string> {
  const key = `pseudonym-key:${projectId}`
  const value = randomBytes(32).toString('base64url')
  const row = await db.setting.upsert({ where: { key }, create: { key, value, updatedAt: now() }, update: {} })
  return row.value
}
