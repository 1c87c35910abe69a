import 'server-only'
import { z } from 'zod'
import { hubUrl } from './hub-address'
import { hubProblem, hubUnreachable } from './hub-problem'

export interface HubAccess {
  /** `owner/name` */
  repository: string
  token: string
  revision: string
  signal: AbortSignal
}

const replyMs = 60_000

const preuploadReply = z.object({
  files: z.array(z.object({ path: z.string(), uploadMode: z.enum(['lfs', 'regular']), oid: z.string().nullish() })),
})

const uploadAction = z.object({ href: z.string(), header: z.record(z.string(), z.string()).nullish() })
const batchReply = z.object({
  objects: z.array(
    z.object({
      oid: z.string(),
      error: z.object({ code: z.number() }).nullish(),
      actions: z.object({ upload: uploadAction.nullish(), verify: uploadAction.nullish() }).nullish(),
    }),
  ),
})
export type BatchObject = z.infer<typeof batchReply>['objects'][number]

/** Makes the dataset; one that is there is taken as it is. */
export async function createDataset(access: HubAccess, isPrivate: boolean): Promise<void> {
  const [organization, name] = access.repository.split('/')
  const body = JSON.stringify({ name, organization, type: 'dataset', private: isPrivate })
  const response = await asked(access, 'POST', '/api/repos/create', { body })
  if (response.ok || response.status === 409) return
  // A token that may only write to this one dataset may not make any.
  if (response.status === 403 && (await asked(access, 'GET', `/api/datasets/${access.repository}`)).ok) return
  throw hubProblem(response.status, access.repository)
}

/** Makes the branch; one that is there is taken as it is. */
export async function createBranch(access: HubAccess): Promise<void> {
  const path = `/api/datasets/${access.repository}/branch/${encodeURIComponent(access.revision)}`
  const response = await asked(access, 'POST', path, { body: '{}' })
  if (!response.ok && response.status !== 409) throw hubProblem(response.status, access.repository)
}

/** Which files go through the commit and which through large-file storage, and the sum of what is there already. */
export async function preupload(access: HubAccess, files: { path: string; size: number; sample: string }[]) {
  const path = `/api/datasets/${access.repository}/preupload/${encodeURIComponent(access.revision)}`
  return (await answered(access, path, { body: JSON.stringify({ files }) }, preuploadReply)).files
}

/** Where each large file is to be sent; without an action it is there already. */
export async function largeFileBatch(access: HubAccess, objects: { oid: string; size: number }[]) {
  const body = JSON.stringify({
    operation: 'upload',
    transfers: ['basic', 'multipart'],
    hash_algo: 'sha256',
    ref: { name: access.revision },
    objects,
  })
  const type = 'application/vnd.git-lfs+json'
  const path = `/datasets/${access.repository}.git/info/lfs/objects/batch`
  return (await answered(access, path, { body, type }, batchReply)).objects
}

export type CommitEntry =
  | { key: 'header'; value: { summary: string; description: string } }
  | { key: 'file'; value: { path: string; content: string; encoding: 'base64' } }
  | { key: 'lfsFile'; value: { path: string; algo: 'sha256'; oid: string; size: number } }

export async function commit(access: HubAccess, entries: readonly CommitEntry[]): Promise<void> {
  const body = entries.map((entry) => JSON.stringify(entry)).join('\n')
  const path = `/api/datasets/${access.repository}/commit/${encodeURIComponent(access.revision)}`
  await answered(access, path, { body, type: 'application/x-ndjson' }, z.unknown())
}

async function answered<Reply>(
  access: HubAccess,
  path: string,
  sent: { body: string; type?: string },
  schema: z.ZodType<Reply>,
): Promise<Reply> {
  const response = await asked(access, 'POST', path, sent)
  if (!response.ok) throw hubProblem(response.status, access.repository)
  try {
    return schema.parse(await response.json())
  } catch (cause) {
    access.signal.throwIfAborted()
    throw hubUnreachable(cause)
  }
}

/** The token goes to the hub alone: no redirect is followed. */
async function asked(
  { token, signal }: HubAccess,
  method: 'GET' | 'POST',
  path: string,
  sent?: { body: string; type?: string },
): Promise<Response> {
  const type = sent?.type ?? 'application/json'
  try {
    return await fetch(`${hubUrl()}${path}`, {
      method,
      redirect: 'manual',
      signal: AbortSignal.any([signal, AbortSignal.timeout(replyMs)]),
      headers: {
        authorization: `Bearer ${token}`,
        ...(sent ? { 'content-type': type, accept: type.includes('lfs') ? type : 'application/json' } : {}),
      },
      ...(sent ? { body: sent.body } : {}),
    })
  } catch (cause) {
    signal.throwIfAborted()
    throw hubUnreachable(cause)
  }
}
