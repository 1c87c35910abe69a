import { route } from '@/lib/server/http/handlers'
import { removeMember as operation } from '@/lib/server/http/schemas-projects'
import { removeMember } from '@/lib/server/projects/members'

export const DELETE = route(operation, (actor, { params }) => removeMember(actor, params.id, params.userId))
