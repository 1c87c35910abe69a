import { route } from '@/lib/server/http/handlers'
import { claimReview as operation } from '@/lib/server/http/schemas-review'
import { claimReview } from '@/lib/server/review/claim-review'

export const POST = route(operation, (actor, { body }) => claimReview(actor, body))
