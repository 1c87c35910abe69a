import { listAudit } from '@/lib/server/audit/read-audit'
import { route } from '@/lib/server/http/handlers'
import { listAudit as operation } from '@/lib/server/http/schemas-people'

export const GET = route(operation, (actor, { query }) => listAudit(actor, query))
