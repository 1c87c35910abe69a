import { routeOf } from '@/lib/server/http/handlers'
import { draftEndpoint } from '@/lib/server/http/queue-endpoints'

export const PUT = routeOf(draftEndpoint)
