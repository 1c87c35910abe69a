import { createHmac } from 'node:crypto'

export type AnnotatorNames = (labeler: { id: string; name: string }) => string

/** What stands for people in an export, as plain data. */
export type NameRule =
  | { labelers: 'none' }
  | { labelers: 'names'; names: ReadonlyMap<string, string> }
  /** The key never leaves the server's processes. */
  | { labelers: 'pseudonyms'; key: string }

export function namesBy(rule: NameRule): AnnotatorNames {
  if (rule.labelers === 'none') return () => ''
  if (rule.labelers === 'pseudonyms') return pseudonyms(rule.key)
  return ({ id, name }) => rule.names.get(id) ?? name
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
