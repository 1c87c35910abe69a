import { pushExport } from '@/lib/server/export-push/push-export'
import { listPushes } from '@/lib/server/export-push/read-pushes'
import { route } from '@/lib/server/http/handlers'
import { listPushes as listOperation, pushExport as pushOperation } from '@/lib/server/http/schemas-pushes'

export const GET = route(listOperation, async (actor, { params }) => ({ pushes: await listPushes(actor, params.id) }))

export const POST = route(pushOperation, (actor, { params, body }) => pushExport(actor, params.id, body))
