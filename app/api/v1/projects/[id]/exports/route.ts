import { createExport } from '@/lib/server/exports/create-export'
import { listExports } from '@/lib/server/exports/read-export'
import { route } from '@/lib/server/http/handlers'
import { createExport as createOperation, listExports as listOperation } from '@/lib/server/http/schemas-data'

export const GET = route(listOperation, (actor, { params, query }) => listExports(actor, params.id, query))
export const POST = route(createOperation, (actor, { params, body }) => createExport(actor, params.id, body))
