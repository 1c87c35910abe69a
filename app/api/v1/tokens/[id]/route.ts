import { route } from '@/lib/server/http/handlers'
import { revokeToken as operation } from '@/lib/server/http/schemas-people'
import { revokeToken } from '@/lib/server/tokens/tokens'

export const DELETE = route(operation, (actor, { params }) => revokeToken(actor, params.id))
