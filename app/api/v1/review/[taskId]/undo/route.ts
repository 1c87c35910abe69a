import { route } from '@/lib/server/http/handlers'
import { undoReview as operation } from '@/lib/server/http/schemas-review'
import { undoVerdict } from '@/lib/server/review/undo-verdict'

export const POST = route(operation, (actor, { params }) => undoVerdict(actor, params.taskId))
