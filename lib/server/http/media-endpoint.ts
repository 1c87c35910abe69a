import 'server-only'
import { mediaResponse } from '@/lib/server/media/media-response'
import { endpoint } from './endpoint'
import { requestWithHeaders } from './incoming'
import { readMedia } from './schemas-data'

export const mediaEndpoint = endpoint(readMedia, (actor, { params }, incoming) =>
  mediaResponse(actor, params.id, requestWithHeaders(incoming, ['range', 'if-range', 'if-none-match'])),
)
