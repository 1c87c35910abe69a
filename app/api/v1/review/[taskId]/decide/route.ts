import { route } from '@/lib/server/http/handlers'
import { decideReview as operation } from '@/lib/server/http/schemas-review'
import { decide } from '@/lib/server/review/decide'

export const POST = route(operation, (actor, { params, body }) => decide(actor, params.taskId, body))
