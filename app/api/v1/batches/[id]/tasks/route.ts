import { AppError } from '@/lib/core/errors'
import { route } from '@/lib/server/http/handlers'
import { importTasks as operation } from '@/lib/server/http/schemas-import'
import { importTasks } from '@/lib/server/import/import-tasks'

export const POST = route(operation, (actor, { params, query }, { headers, stream }) => {
  const body = stream()
  if (body === null) throw new AppError('bad-input', 'The request has no file. Send the tasks as its body.')
  const length = headers.get('content-length')
  return importTasks(actor, params.id, {
    body,
    contentType: headers.get('content-type') ?? '',
    expectedBytes: length === null ? null : Number(length),
    dryRun: query.dryRun === 'true',
    format: query.format ?? null,
    answers: query.answers ?? null,
    discardBatch: query.discardBatch === 'true',
    key: headers.get('idempotency-key'),
  })
})
