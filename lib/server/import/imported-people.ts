import 'server-only'
import { createHash } from 'node:crypto'

/** The address under which a project finds an imported annotator again. It can receive nothing and sign in nowhere. */
export function addressOfImported(projectId: string, name: string): string {
  const hash = createHash('sha256').update(name).digest('hex').slice(0, 32)
  return `imported-${hash}@${projectId.toLowerCase()}.invalid`
}
