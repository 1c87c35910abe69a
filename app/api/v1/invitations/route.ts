import { route } from '@/lib/server/http/handlers'
import { invite, listInvitations as listOperation } from '@/lib/server/http/schemas-people'
import { inviteUser, listInvitations } from '@/lib/server/invitations/invitations'

export const GET = route(listOperation, async (actor, { query }) => ({
  invitations: await listInvitations(actor, query.projectId),
}))
export const POST = route(invite, (actor, { body }) => inviteUser(actor, body))
