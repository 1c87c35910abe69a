import { route } from '@/lib/server/http/handlers'
import { flagAssignment as operation } from '@/lib/server/http/schemas-queue'
import { flagAssignment } from '@/lib/server/queue/flag'

export const POST = route(operation, (actor, { params, body }) => flagAssignment(actor, params.id, body))
