import { z } from 'zod'
import { AppError } from '@/lib/core/errors'
import { route } from '@/lib/server/http/handlers'
import { defineOperation } from '@/lib/server/http/operation'
import { idParams } from '@/lib/server/http/schemas'
import { formatSchema, importUploads } from '@/lib/server/http/schemas-import'
import { checkTasks } from '@/lib/server/tasks/check-tasks'

const operation = defineOperation({
  id: 'checkTasks',
  method: 'POST',
  path: '/projects/{id}/import/check',
  tag: 'Pages',
  summary: 'Read a file as an import would, for the import page; keeps nothing',
  params: idParams,
  query: z.strictObject({ format: formatSchema }),
  upload: [...importUploads],
})

export const POST = route(operation, (actor, { params, query }, { headers, stream }) => {
  const body = stream()
  if (body === null) throw new AppError('bad-input', 'The request has no file. Choose one.')
  const length = headers.get('content-length')
  return checkTasks(actor, params.id, {
    body,
    contentType: headers.get('content-type') ?? '',
    expectedBytes: length === null ? null : Number(length),
    format: query.format ?? null,
  })
})
