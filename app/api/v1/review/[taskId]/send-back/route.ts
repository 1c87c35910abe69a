import { route } from '@/lib/server/http/handlers'
import { sendBack as operation } from '@/lib/server/http/schemas-review'
import { sendBack } from '@/lib/server/review/send-back'

export const POST = route(operation, (actor, { params, body }) => sendBack(actor, params.taskId, body))
