import 'server-only'
import { isTaskTypeId, type TaskTypeId, taskTypes } from '@/lib/task-types/registry'
import { db } from '../db/db'

export interface AskedProject {
  id: string
  taskType: TaskTypeId
  config: unknown
}

/** A project as its long table needs it: a type that exists, its config read. */
export async function readAskedProject(projectId: string): Promise<AskedProject> {
  const { taskType, config } = await db.project.findUniqueOrThrow({ where: { id: projectId } })
  if (!isTaskTypeId(taskType)) throw new Error(`Project ${projectId} is of the unknown task type ${taskType}.`)
  return { id: projectId, taskType, config: taskTypes[taskType].config.parse(JSON.parse(config)) }
}
