import { previewExport } from '@/lib/server/exports/preview-export'
import { route } from '@/lib/server/http/handlers'
import { previewExport as operation } from '@/lib/server/http/schemas-data'

export const POST = route(operation, (actor, { params, body }) => previewExport(actor, params.id, body))
