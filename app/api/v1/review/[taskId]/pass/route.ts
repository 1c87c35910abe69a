import { route } from '@/lib/server/http/handlers'
import { passReview as operation } from '@/lib/server/http/schemas-review'
import { passReview } from '@/lib/server/review/hold-review'

export const POST = route(operation, (actor, { params }) => passReview(actor, params.taskId))
