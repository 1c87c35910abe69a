import { route } from '@/lib/server/http/handlers'
import { createUser as createOperation, listUsers as listOperation } from '@/lib/server/http/schemas-people'
import { createOrInviteUser } from '@/lib/server/users/create-or-invite'
import { listUsers } from '@/lib/server/users/users'

export const GET = route(listOperation, async (actor) => ({ users: await listUsers(actor) }))
export const POST = route(createOperation, (actor, { body }) => createOrInviteUser(actor, body))
