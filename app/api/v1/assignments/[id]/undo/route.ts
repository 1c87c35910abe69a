import { route } from '@/lib/server/http/handlers'
import { undoSubmit as operation } from '@/lib/server/http/schemas-queue'
import { undoSubmit } from '@/lib/server/queue/undo'

export const POST = route(operation, (actor, { params }) => undoSubmit(actor, params.id))
