import { routeOf } from '@/lib/server/http/handlers'
import { claimEndpoint } from '@/lib/server/http/queue-endpoints'

export const POST = routeOf(claimEndpoint)
