import { route } from '@/lib/server/http/handlers'
import { requestWithHeaders } from '@/lib/server/http/incoming'
import { readMedia } from '@/lib/server/http/schemas-data'
import { mediaResponse } from '@/lib/server/media/media-response'

export const GET = route(readMedia, (actor, { params }, incoming) =>
  mediaResponse(actor, params.id, requestWithHeaders(incoming, ['range', 'if-range', 'if-none-match'])),
)
