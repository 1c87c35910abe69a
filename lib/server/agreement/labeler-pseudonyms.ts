import 'server-only'
import { pseudonymKey } from '../exports/annotator-names'
import { pseudonyms } from '../exports/names-by'

/** The names under which exports, long tables and measures know the labelers of a project. */
export async function labelerPseudonyms(projectId: string): Promise<(labelerId: string) => string> {
  const nameOf = pseudonyms(await pseudonymKey(projectId))
  const known = new Map<string, string>()
  return (id) => {
    const name = known.get(id) ?? nameOf({ id, name: '' })
    known.set(id, name)
    return name
  }
}
