import { route } from '@/lib/server/http/handlers'
import { revealReview as operation } from '@/lib/server/http/schemas-review'
import { revealedTo } from '@/lib/server/review/settled-tasks'

export const GET = route(operation, (actor, { params }) => revealedTo(actor, params.taskId))
