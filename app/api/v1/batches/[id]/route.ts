import { readBatch, updateBatch } from '@/lib/server/batches/batches'
import { route } from '@/lib/server/http/handlers'
import { readBatch as readOperation, updateBatch as updateOperation } from '@/lib/server/http/schemas-projects'

export const GET = route(readOperation, (actor, { params }) => readBatch(actor, params.id))
export const PATCH = route(updateOperation, (actor, { params, body }) => updateBatch(actor, params.id, body))
