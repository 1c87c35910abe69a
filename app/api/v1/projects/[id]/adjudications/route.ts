import { route } from '@/lib/server/http/handlers'
import { listAdjudications as operation } from '@/lib/server/http/schemas-review'
import { settledTasks } from '@/lib/server/review/settled-tasks'

export const GET = route(operation, (actor, { params, query }) =>
  settledTasks(actor, params.id, { cursor: query.cursor ?? null, mine: query.mine === 'true' }),
)
