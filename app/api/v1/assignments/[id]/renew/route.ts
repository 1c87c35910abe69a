import { routeOf } from '@/lib/server/http/handlers'
import { renewEndpoint } from '@/lib/server/http/queue-endpoints'

export const POST = routeOf(renewEndpoint)
