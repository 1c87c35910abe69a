import { route } from '@/lib/server/http/handlers'
import { setStanding as operation } from '@/lib/server/http/schemas-quality'
import { setStanding } from '@/lib/server/standing/set-standing'

export const PUT = route(operation, (actor, { params, body }) =>
  setStanding(actor, params.id, params.userId, body.state, body.reason),
)
