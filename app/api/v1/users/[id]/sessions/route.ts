import { route } from '@/lib/server/http/handlers'
import { endSessions as operation } from '@/lib/server/http/schemas-people'
import { endSessions } from '@/lib/server/users/users'

export const DELETE = route(operation, (actor, { params }) => endSessions(actor, params.id))
