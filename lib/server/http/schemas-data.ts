import 'server-only'
import { z } from 'zod'
import { exportOptionsSchema } from '@/lib/server/exports/export-options'
import { defineOperation } from './operation'
import { idParams, idSchema } from './schemas'
import { exportReply, previewReply } from './schemas-export-replies'
import { importReply } from './schemas-import'

const tag = 'Data'

export const readImport = defineOperation({
  id: 'readImport',
  method: 'GET',
  path: '/api/v1/batches/{id}/imports/{key}',
  tag,
  summary: 'How far an import is',
  params: z.strictObject({ id: idSchema, key: z.string().min(1).max(200) }),
  reply: z.object({
    state: z.enum(['reading', 'publishing', 'done']),
    lines: z.number().int(),
    imported: z.number().int(),
    rejected: z.number().int(),
    result: importReply.nullable(),
  }),
})

const storedMedia = z
  .object({
    id: idSchema,
    name: z.string(),
    sha256: z.string(),
    mime: z.string(),
    width: z.number().int().nullable(),
    height: z.number().int().nullable(),
    durationSeconds: z.number().nullable(),
  })
  .meta({ id: 'Media' })

export const uploadMedia = defineOperation({
  id: 'uploadMedia',
  method: 'POST',
  path: '/api/v1/projects/{id}/media',
  tag,
  status: 201,
  summary: 'Store images and recordings that import lines will name; one bad file refuses all',
  params: idParams,
  upload: ['multipart/form-data'],
  reply: z.object({ media: z.array(storedMedia) }),
})

export const readMedia = defineOperation({
  id: 'readMedia',
  method: 'GET',
  path: '/api/media/{id}',
  tag,
  summary: 'A media file; byte ranges are honoured',
  params: idParams,
  file: 'application/octet-stream',
})

export const readPeaks = defineOperation({
  id: 'readPeaks',
  method: 'GET',
  path: '/api/media/{id}/peaks',
  tag,
  summary: 'The waveform of a recording',
  params: idParams,
  reply: z.looseObject({ durationSeconds: z.number(), peaks: z.array(z.array(z.number())) }),
})

/** Leaves the labels of managers, reviewers and admins out. */
const withoutStaffSchema = z.stringbool({ truthy: ['true'], falsy: ['false'] }).optional()

export const projectAgreement = defineOperation({
  id: 'projectAgreement',
  method: 'GET',
  path: '/api/v1/projects/{id}/agreement',
  tag,
  summary: 'Chance-corrected agreement with n and intervals, of the project or one batch',
  params: idParams,
  query: z.strictObject({
    batchId: idSchema.optional(),
    bootstrap: z.coerce.number().int().min(0).max(10_000).optional(),
    withoutStaff: withoutStaffSchema,
  }),
  reply: z.looseObject({}),
})

export const agreementTable = defineOperation({
  id: 'agreementTable',
  method: 'GET',
  path: '/api/v1/projects/{id}/agreement/table.csv',
  tag,
  summary: 'Every answer behind the figures, one a line, as `concord agreement`, R and Python read it',
  params: idParams,
  query: z.strictObject({ batchId: idSchema.optional(), withoutStaff: withoutStaffSchema }),
  file: 'text/csv',
})

export const reproduction = defineOperation({
  id: 'reproduction',
  method: 'GET',
  path: '/api/v1/projects/{id}/agreement/reproduce',
  tag,
  summary: 'The command and the lines of Python and R that give the same digits from the table',
  params: idParams,
  query: z.strictObject({
    batchId: idSchema.optional(),
    bootstrap: z.coerce.number().int().min(0).max(2_000).optional(),
    withoutStaff: withoutStaffSchema,
  }),
  reply: z.object({
    table: z.object({ url: z.string(), file: z.string() }),
    commands: z.array(
      z.object({ line: z.string(), args: z.array(z.string()), figures: z.record(z.string(), z.string()) }),
    ),
    python: z.array(z.string()),
    r: z.array(z.string()),
    alpha: z.number().nullable(),
    note: z.string().nullable(),
  }),
})

export const createExport = defineOperation({
  id: 'createExport',
  method: 'POST',
  path: '/api/v1/projects/{id}/exports',
  tag,
  status: 202,
  summary: 'Order an export of the answers given until now; read it until its state is `done`',
  params: idParams,
  body: exportOptionsSchema,
  reply: z.object({ id: idSchema }),
})

export const previewExport = defineOperation({
  id: 'previewExport',
  method: 'POST',
  path: '/api/v1/projects/{id}/exports/preview',
  tag,
  summary:
    'The first rows of an export and how much it would hold: over all tasks, or at least so much where two seconds were not enough',
  params: idParams,
  body: exportOptionsSchema,
  reply: previewReply,
})

export const listExports = defineOperation({
  id: 'listExports',
  method: 'GET',
  path: '/api/v1/projects/{id}/exports',
  tag,
  summary: 'The exports of a project, newest first',
  params: idParams,
  query: z.strictObject({ cursor: idSchema.optional(), take: z.coerce.number().int().min(1).max(200).optional() }),
  reply: z.object({ exports: z.array(exportReply), next: idSchema.nullable() }),
})

export const readExport = defineOperation({
  id: 'readExport',
  method: 'GET',
  path: '/api/v1/exports/{id}',
  tag,
  summary: 'State, counts and manifest of an export',
  params: idParams,
  reply: exportReply,
})

export const deleteExport = defineOperation({
  id: 'deleteExport',
  method: 'DELETE',
  path: '/api/v1/exports/{id}',
  tag,
  status: 204,
  summary: 'Remove the files of an export; its manifest and digests stay',
  params: idParams,
})

export const cancelExport = defineOperation({
  id: 'cancelExport',
  method: 'POST',
  path: '/api/v1/exports/{id}/cancel',
  tag,
  status: 204,
  summary: 'Stop an export that waits or runs',
  params: idParams,
})

export const exportFile = defineOperation({
  id: 'exportFile',
  method: 'GET',
  path: '/api/v1/exports/{id}/files/{name}',
  tag,
  summary: 'A file of an export, or all of them as `all.zip`',
  params: z.strictObject({
    id: idSchema,
    // A name may hold slashes; Next hands over its parts.
    name: z
      .union([z.string(), z.array(z.string()).transform((parts) => parts.join('/'))])
      .pipe(z.string().min(1).max(500)),
  }),
  file: 'application/octet-stream',
})
