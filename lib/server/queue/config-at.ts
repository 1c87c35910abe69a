import 'server-only'
import { taskTypeOf } from '@/lib/task-types/registry'
import { queueEngine } from './engine'
import { textOf } from './statement'

const known = new Map<string, unknown>()
const mostKept = 500

/** A project's config as it was at this version. An answer is read under the config its assignment was made with, whatever changed since. */
export async function configAt(of: { projectId: string; taskType: string; configVersion: number }): Promise<unknown> {
  const key = `${of.projectId}/${of.configVersion}`
  if (known.has(key)) return known.get(key)
  const text = `SELECT "config" FROM "ProjectConfig" WHERE "projectId" = $1 AND "version" = $2`
  const [row] = await queueEngine().settledRows({ text, values: [of.projectId, of.configVersion] })
  if (!row) throw new Error(`Project ${of.projectId} has no config of version ${of.configVersion}.`)
  const config = taskTypeOf(of.taskType).config.parse(JSON.parse(textOf(row, 'config')))
  if (known.size >= mostKept) known.clear()
  known.set(key, config)
  return config
}
