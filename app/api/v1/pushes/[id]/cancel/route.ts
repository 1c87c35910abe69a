import { cancelPush } from '@/lib/server/export-push/push-export'
import { route } from '@/lib/server/http/handlers'
import { cancelPush as operation } from '@/lib/server/http/schemas-pushes'

export const POST = route(operation, (actor, { params }) => cancelPush(actor, params.id))
