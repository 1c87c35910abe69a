import { route } from '@/lib/server/http/handlers'
import { revokeInvitation as operation } from '@/lib/server/http/schemas-people'
import { revokeInvitation } from '@/lib/server/invitations/invitations'

export const DELETE = route(operation, (actor, { params }) => revokeInvitation(actor, params.id))
