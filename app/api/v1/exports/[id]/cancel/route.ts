import { cancelExport } from '@/lib/server/exports/create-export'
import { route } from '@/lib/server/http/handlers'
import { cancelExport as operation } from '@/lib/server/http/schemas-data'

export const POST = route(operation, (actor, { params }) => cancelExport(actor, params.id))
