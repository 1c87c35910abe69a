import { route } from '@/lib/server/http/handlers'
import {
  listGuidelines as listOperation,
  publishGuidelines as publishOperation,
} from '@/lib/server/http/schemas-projects'
import { listGuidelines, publishGuidelines } from '@/lib/server/projects/projects'

export const GET = route(listOperation, async (actor, { params }) => ({
  versions: await listGuidelines(actor, params.id),
}))
export const POST = route(publishOperation, (actor, { params, body }) => publishGuidelines(actor, params.id, body))
