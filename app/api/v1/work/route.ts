import { route } from '@/lib/server/http/handlers'
import { myWork as operation } from '@/lib/server/http/schemas-queue'
import { myWork } from '@/lib/server/queue/my-work'

export const GET = route(operation, (actor, { query }) => myWork(actor, query.cursor ?? null))
