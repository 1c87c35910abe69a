import 'server-only'
import type { ZodObject, ZodType } from 'zod'
import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiPathsObject } from 'zod-openapi'
import type { Operation } from './operation'
import { publicOrigin } from './public-origin'
import { problemSchema } from './schemas'
import * as data from './schemas-data'
import { importFromStore, importTasks } from './schemas-import'
import * as people from './schemas-people'
import * as projects from './schemas-projects'
import * as pushes from './schemas-pushes'
import * as quality from './schemas-quality'
import * as queue from './schemas-queue'
import * as review from './schemas-review'

type AnyOperation = Pick<
  Operation<unknown, unknown, unknown>,
  'id' | 'method' | 'path' | 'summary' | 'tag' | 'upload' | 'status' | 'reply' | 'file' | 'open'
> & {
  params?: ZodType
  query?: ZodType
  body?: ZodType
}

/** Every call of the API, as its routes take it. */
export const operations: AnyOperation[] = [
  projects,
  queue,
  quality,
  review,
  { ...data, importTasks, importFromStore },
  pushes,
  people,
].flatMap((group) => Object.values(group))

/** OpenAPI 3.1, made from the schemas the routes parse with. */
export function openapiDocument() {
  return createDocument({
    openapi: '3.1.0',
    info: {
      title: 'Concord',
      version: '1',
      description: 'Human feedback, measured. Errors are RFC 9457 problem documents whose `detail` names the remedy.',
    },
    servers: [{ url: publicOrigin() }],
    security: [{ bearer: [] }, { session: [] }],
    components: {
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer' },
        session: { type: 'apiKey', in: 'cookie', name: 'concord.session' },
      },
    },
    paths: pathsOf(operations),
  })
}

function pathsOf(all: AnyOperation[]): ZodOpenApiPathsObject {
  const paths: ZodOpenApiPathsObject = {}
  for (const operation of all) {
    paths[operation.path] = { ...paths[operation.path], [operation.method.toLowerCase()]: documented(operation) }
  }
  return paths
}

function documented(operation: AnyOperation): ZodOpenApiOperationObject {
  const { id, summary, tag, params, query, body, upload } = operation
  return {
    operationId: id,
    summary,
    tags: [tag],
    ...(operation.open ? { security: [] } : {}),
    requestParams: { ...(isObject(params) ? { path: params } : {}), ...(isObject(query) ? { query } : {}) },
    ...(body ? { requestBody: { required: true, content: { 'application/json': { schema: body } } } } : {}),
    ...(upload
      ? {
          requestBody: {
            required: true,
            content: Object.fromEntries(upload.map((type) => [type, { schema: { type: 'string' } }])),
          },
        }
      : {}),
    responses: {
      [String(operation.status ?? 200)]: { description: 'Done', ...contentOf(operation) },
      default: {
        description: 'Refused, with the reason',
        content: { 'application/problem+json': { schema: problemSchema } },
      },
    },
  }
}

function contentOf({ reply, file }: AnyOperation) {
  if (reply) return { content: { 'application/json': { schema: reply } } }
  return file ? { content: { [file]: { schema: { type: 'string' as const, format: 'binary' } } } } : {}
}

function isObject(schema: ZodType | undefined): schema is ZodObject {
  return schema?.def.type === 'object'
}
