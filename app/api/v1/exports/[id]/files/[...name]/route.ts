import { exportFileResponse } from '@/lib/server/exports/read-export'
import { route } from '@/lib/server/http/handlers'
import { exportFile } from '@/lib/server/http/schemas-data'

export const GET = route(exportFile, (actor, { params }) => exportFileResponse(actor, params.id, params.name))
