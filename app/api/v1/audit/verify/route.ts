import { verifyAudit } from '@/lib/server/audit/read-audit'
import { route } from '@/lib/server/http/handlers'
import { verifyAudit as operation } from '@/lib/server/http/schemas-people'

export const GET = route(operation, (actor) => verifyAudit(actor))
