import { route } from '@/lib/server/http/handlers'
import { renewReview as operation } from '@/lib/server/http/schemas-review'
import { renewReview } from '@/lib/server/review/hold-review'

export const POST = route(operation, (actor, { params }) => renewReview(actor, params.taskId))
