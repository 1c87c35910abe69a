import { route } from '@/lib/server/http/handlers'
import { openQueues as operation } from '@/lib/server/http/schemas-queue'
import { openQueues } from '@/lib/server/queue/open-queues'

export const GET = route(operation, async (actor) => ({ queues: await openQueues(actor) }))
