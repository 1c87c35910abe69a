import { route } from '@/lib/server/http/handlers'
import { changeUser as operation } from '@/lib/server/http/schemas-people'
import { changeUser } from '@/lib/server/users/users'

export const PATCH = route(operation, (actor, { params, body }) => changeUser(actor, params.id, body))
