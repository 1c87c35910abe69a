import { assertCan } from '@/lib/server/access/assert-can'
import { route } from '@/lib/server/http/handlers'
import { openapiDocument } from '@/lib/server/http/openapi'
import { readOpenapi } from '@/lib/server/http/schemas-people'

export const GET = route(readOpenapi, async (actor) => {
  await assertCan(actor, 'read-openapi', null)
  return openapiDocument()
})
