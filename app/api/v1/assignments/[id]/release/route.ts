import { route } from '@/lib/server/http/handlers'
import { releaseAssignment as operation } from '@/lib/server/http/schemas-queue'
import { releaseAssignment } from '@/lib/server/queue/give-back'

export const POST = route(operation, (actor, { params }) => releaseAssignment(actor, params.id))
