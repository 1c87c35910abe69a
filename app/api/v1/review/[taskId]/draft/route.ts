import { route } from '@/lib/server/http/handlers'
import { saveReviewDraft as operation } from '@/lib/server/http/schemas-review'
import { saveReviewDraft } from '@/lib/server/review/hold-review'

export const PUT = route(operation, (actor, { params, body }) => saveReviewDraft(actor, params.taskId, body))
