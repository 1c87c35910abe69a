import { route } from '@/lib/server/http/handlers'
import { skipAssignment as operation } from '@/lib/server/http/schemas-queue'
import { skipAssignment } from '@/lib/server/queue/give-back'

export const POST = route(operation, (actor, { params, body }) => skipAssignment(actor, params.id, body))
