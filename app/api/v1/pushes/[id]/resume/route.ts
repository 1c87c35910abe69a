import { resumePush } from '@/lib/server/export-push/resume-push'
import { route } from '@/lib/server/http/handlers'
import { resumePush as operation } from '@/lib/server/http/schemas-pushes'

export const POST = route(operation, (actor, { params, body }) => resumePush(actor, params.id, body))
