import { reproduction } from '@/lib/server/agreement/reproduction'
import { route } from '@/lib/server/http/handlers'
import { reproduction as operation } from '@/lib/server/http/schemas-data'

export const GET = route(operation, (actor, { params, query }) => reproduction(actor, params.id, query))
