import { routeOf } from '@/lib/server/http/handlers'
import { submitEndpoint } from '@/lib/server/http/queue-endpoints'

export const PUT = routeOf(submitEndpoint)
