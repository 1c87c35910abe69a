import { createBatch, listBatches } from '@/lib/server/batches/batches'
import { route } from '@/lib/server/http/handlers'
import { createBatch as createOperation, listBatches as listOperation } from '@/lib/server/http/schemas-projects'

export const GET = route(listOperation, async (actor, { params }) => ({ batches: await listBatches(actor, params.id) }))
export const POST = route(createOperation, (actor, { params, body }) => createBatch(actor, params.id, body))
