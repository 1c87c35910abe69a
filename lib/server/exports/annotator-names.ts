import 'server-only'
import { createHmac, randomBytes } from 'node:crypto'
import { now } from '../clock'
import { db } from '../db/db'

export type AnnotatorNames = (labeler: { id: string; name: string }) => string

/** What stands for a person in an export. Pseudonyms are the same in every export of a project, and not those of another project. */
export async function annotatorNames(
  projectId: string,
  labelers: 'names' | 'pseudonyms' | 'none',
): Promise<AnnotatorNames> {
  if (labelers === 'none') return () => ''
  if (labelers === 'names') return distinctNames()
  return pseudonyms(await pseudonymKey(projectId))
}

/** Two people of one name stay two: the later one gets a number. */
function distinctNames(): AnnotatorNames {
  const given = new Map<string, string>()
  const taken = new Set<string>()
  return ({ id, name }) => {
    const known = given.get(id)
    if (known !== undefined) return known
    let free = name
    for (let number = 2; taken.has(free); number++) free = `${name} ${number}`
    taken.add(free)
    given.set(id, free)
    return free
  }
}

/** Nobody who lacks the key can go from a pseudonym to a person, not by hashing the ids or addresses they know either. */
export function pseudonyms(key: string): AnnotatorNames {
  const known = new Map<string, string>()
  return ({ id }) => {
    const name = known.get(id) ?? `annotator-${createHmac('sha256', key).update(id).digest('hex').slice(0, 12)}`
    known.set(id, name)
    return name
  }
}

/** Made when first needed; it never leaves the database. */
export async function pseudonymKey(projectId: string): Promise<string> {
  const key = `pseudonym-key:${projectId}`
  const value = randomBytes(32).toString('base64url')
  const row = await db.setting.upsert({ where: { key }, create: { key, value, updatedAt: now() }, update: {} })
  return row.value
}
