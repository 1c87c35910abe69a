import { route } from '@/lib/server/http/handlers'
import { readMe } from '@/lib/server/http/schemas-people'
import { readMyself } from '@/lib/server/users/users'

export const GET = route(readMe, (actor) => readMyself(actor))
