import { AppError } from '@/lib/core/errors'
import { responseOf } from '@/lib/server/http/incoming'
import { problemReply } from '@/lib/server/http/problem'

/** Addresses the API does not have answer like the rest of it, not with a page. */
function nothingHere(): Response {
  return responseOf(
    problemReply(new AppError('not-found', 'The API has no such address. /api/v1/openapi.json lists them all.')),
  )
}

export { nothingHere as DELETE, nothingHere as GET, nothingHere as PATCH, nothingHere as POST, nothingHere as PUT }
