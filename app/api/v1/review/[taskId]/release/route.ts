import { route } from '@/lib/server/http/handlers'
import { releaseReview as operation } from '@/lib/server/http/schemas-review'
import { releaseReview } from '@/lib/server/review/hold-review'

export const POST = route(operation, (actor, { params }) => releaseReview(actor, params.taskId))
