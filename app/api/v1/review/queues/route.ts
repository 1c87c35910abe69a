import { route } from '@/lib/server/http/handlers'
import { reviewQueues as operation } from '@/lib/server/http/schemas-review'
import { reviewQueue } from '@/lib/server/review/review-queue'

export const GET = route(operation, async (actor) => ({ queues: await reviewQueue(actor) }))
