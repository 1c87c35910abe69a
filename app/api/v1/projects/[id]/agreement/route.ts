import { projectAgreement } from '@/lib/server/agreement/project-agreement'
import { route } from '@/lib/server/http/handlers'
import { projectAgreement as operation } from '@/lib/server/http/schemas-data'

export const GET = route(operation, (actor, { params, query }) => projectAgreement(actor, params.id, query))
