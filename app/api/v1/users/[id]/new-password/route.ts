import { route } from '@/lib/server/http/handlers'
import { newPassword } from '@/lib/server/http/schemas-people'
import { newPasswordLink } from '@/lib/server/invitations/invitations'

export const POST = route(newPassword, (actor, { params }) => newPasswordLink(actor, params.id))
