import { route } from '@/lib/server/http/handlers'
import { importFromStore as operation } from '@/lib/server/http/schemas-import'
import { importFromStore } from '@/lib/server/import/import-from-store'

export const POST = route(operation, (actor, { params, query, body }, { headers }) =>
  importFromStore(actor, params.id, body.url, {
    dryRun: query.dryRun === 'true',
    format: query.format ?? null,
    answers: query.answers ?? null,
    discardBatch: query.discardBatch === 'true',
    key: headers.get('idempotency-key'),
  }),
)
