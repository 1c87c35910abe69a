import { route } from '@/lib/server/http/handlers'
import { readAssignment as operation } from '@/lib/server/http/schemas-queue'
import { readAssignment } from '@/lib/server/queue/read-assignment'

export const GET = route(operation, (actor, { params }) => readAssignment(actor, params.id))
