import { route } from '@/lib/server/http/handlers'
import { readImport } from '@/lib/server/http/schemas-data'
import { importProgress } from '@/lib/server/import/import-progress'

export const GET = route(readImport, (actor, { params }) => importProgress(actor, params.id, params.key))
