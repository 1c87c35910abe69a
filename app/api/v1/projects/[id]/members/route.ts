import { route } from '@/lib/server/http/handlers'
import { addMember as addOperation, listMembers as listOperation } from '@/lib/server/http/schemas-projects'
import { addMember, listMembers } from '@/lib/server/projects/members'

export const GET = route(listOperation, async (actor, { params }) => ({ members: await listMembers(actor, params.id) }))
export const POST = route(addOperation, (actor, { params, body }) => addMember(actor, params.id, body))
