import { route } from '@/lib/server/http/handlers'
import { sendToReview as operation } from '@/lib/server/http/schemas-review'
import { sendToReview } from '@/lib/server/review/send-to-review'

export const POST = route(operation, (actor, { params, body }) => sendToReview(actor, params.taskId, body))
