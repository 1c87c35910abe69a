import { deleteExport, readExport } from '@/lib/server/exports/read-export'
import { route } from '@/lib/server/http/handlers'
import { deleteExport as deleteOperation, readExport as readOperation } from '@/lib/server/http/schemas-data'

export const GET = route(readOperation, (actor, { params }) => readExport(actor, params.id))
export const DELETE = route(deleteOperation, (actor, { params }) => deleteExport(actor, params.id))
