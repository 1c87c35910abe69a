import { route } from '@/lib/server/http/handlers'
import {
  deleteProject as deleteOperation,
  readProject as readOperation,
  updateProject as updateOperation,
} from '@/lib/server/http/schemas-projects'
import { deleteProject, readProject, updateProject } from '@/lib/server/projects/projects'

export const GET = route(readOperation, (actor, { params }) => readProject(actor, params.id))
export const PATCH = route(updateOperation, (actor, { params, body }) => updateProject(actor, params.id, body))
export const DELETE = route(deleteOperation, (actor, { params }) => deleteProject(actor, params.id))
