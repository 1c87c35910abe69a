import { route } from '@/lib/server/http/handlers'
import { listStandings as operation } from '@/lib/server/http/schemas-quality'
import { listStandings } from '@/lib/server/standing/set-standing'

export const GET = route(operation, async (actor, { params }) => ({ labelers: await listStandings(actor, params.id) }))
