import { routeOf } from '@/lib/server/http/handlers'
import { mediaEndpoint } from '@/lib/server/http/media-endpoint'

export const GET = routeOf(mediaEndpoint)
