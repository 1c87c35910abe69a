import { agreementTableResponse } from '@/lib/server/agreement/agreement-table'
import { route } from '@/lib/server/http/handlers'
import { agreementTable as operation } from '@/lib/server/http/schemas-data'

export const GET = route(operation, (actor, { params, query }) => agreementTableResponse(actor, params.id, query))
