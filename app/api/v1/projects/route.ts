import { route } from '@/lib/server/http/handlers'
import { createProject as createOperation, listProjects as listOperation } from '@/lib/server/http/schemas-projects'
import { createProject, listProjects } from '@/lib/server/projects/projects'

export const GET = route(listOperation, async (actor) => ({ projects: await listProjects(actor) }))
export const POST = route(createOperation, (actor, { body }) => createProject(actor, body))
