import type { Json } from '@/lib/core/labeler'
import {
  isRecord,
  type OpenAssignment,
  parseAssignment,
  parseAssignments,
  parseSubmitReply,
  type SubmitReply,
} from './assignment'
import { jsonIn, objectIn } from './json-in'

/** How a call ended, sorted by what the labeler's page must do next. */
export type Reply<T> =
  | { is: 'ok'; value: T }
  /** The server will not take this, however often it is sent. */
  | { is: 'refused'; status: number; code: string; message: string; problem: Record<string, unknown> }
  /** No network, an overloaded or broken server: send again. */
  | { is: 'unreachable'; retryAfterMs: number | null; offline: boolean }
  | { is: 'signed-out' }

export interface AnswerBody {
  answer: Json
  timeSpentMs: number
  next?: number
}

export type QueueScope = { batchId: string } | { projectId: string }

/** For the people who run the project; null takes it back. */
export type Remark = { flag: string | null } | { note: string | null }

export interface LabelingApi {
  /** What the labeler has open in this queue first, then new tasks. */
  claim(count: number): Promise<Reply<OpenAssignment[]>>
  submit(assignmentId: string, body: AnswerBody): Promise<Reply<SubmitReply>>
  saveDraft(assignmentId: string, draft: Json, revision: number, leaving: boolean): Promise<Reply<{ revision: number }>>
  skip(assignmentId: string, reason: string, note: string): Promise<Reply<null>>
  /** Marks the task or writes a note to it; what is left out stays as it is. */
  remark(assignmentId: string, remark: Remark): Promise<Reply<null>>
  renew(assignmentId: string): Promise<Reply<{ leaseExpiresAt: string }>>
  undo(assignmentId: string): Promise<Reply<OpenAssignment>>
  release(assignmentIds: readonly string[]): void
}

type Send = typeof fetch

/** Asks in the name of one person: if somebody else has signed in meanwhile, the server does nothing in theirs. */
export function sendAs(userId: string): Send {
  return (input, init) => fetch(input, { ...init, headers: { ...init?.headers, 'concord-as': userId } })
}

/** The queue's REST interface, as the labeler's page uses it. */
export function labelingApi(scope: QueueScope, send: Send): LabelingApi {
  const at = (id: string, verb: string) => `/api/v1/assignments/${encodeURIComponent(id)}/${verb}`
  return {
    claim: (count) => call(send, 'POST', '/api/v1/queue/claim', { ...scope, count, resume: true }, parseAssignments),
    submit: (id, body) => call(send, 'PUT', at(id, 'annotation'), body, parseSubmitReply),
    saveDraft: (id, draft, revision, leaving) =>
      call(send, 'PUT', at(id, 'draft'), { draft, revision }, parseRevision, leaving),
    skip: (id, reason, note) => call(send, 'POST', at(id, 'skip'), note ? { reason, note } : { reason }, () => null),
    remark: (id, remark) => call(send, 'POST', at(id, 'flag'), remark, () => null),
    renew: (id) => call(send, 'POST', at(id, 'renew'), {}, parseLease),
    undo: (id) => call(send, 'POST', at(id, 'undo'), {}, parseAssignment),
    release: (ids) => {
      for (const id of ids) void call(send, 'POST', at(id, 'release'), {}, () => null, true)
    },
  }
}

/** Sends JSON and sorts the outcome. `leaving`: the request outlives the page. */
export async function call<T>(
  send: Send,
  method: string,
  path: string,
  body: unknown,
  parse: (value: unknown) => T,
  leaving = false,
): Promise<Reply<T>> {
  let response: Response
  try {
    response = await send(path, {
      method,
      headers: { accept: 'application/json', ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      credentials: 'same-origin',
      cache: 'no-store',
      keepalive: leaving,
      ...(leaving ? {} : { signal: AbortSignal.timeout(30_000) }),
    })
  } catch (error) {
    if (isNetworkFailure(error)) return { is: 'unreachable', retryAfterMs: null, offline: true }
    throw error
  }
  return sortReply(response, parse)
}

async function sortReply<T>(response: Response, parse: (value: unknown) => T): Promise<Reply<T>> {
  const text = await readText(response)
  if (text === null) return { is: 'unreachable', retryAfterMs: null, offline: true }
  if (response.ok) return understood(text, parse)
  if (response.status === 401) return { is: 'signed-out' }
  const problem = objectIn(text)
  if (isForLater(response.status) || (problem === null && ofProxies.includes(response.status)))
    return { is: 'unreachable', retryAfterMs: retryAfter(response), offline: false }
  return refusal(response.status, problem ?? {})
}

/** What a proxy says of a server that is away; our own refusals carry a problem document. */
const ofProxies = [403, 404, 405]

function isForLater(status: number): boolean {
  return status >= 500 || status === 408 || status === 425 || status === 429
}

/** A sign-in page of a hotel says 200 too: what is no JSON did not come from our server. */
function understood<T>(text: string, parse: (value: unknown) => T): Reply<T> {
  const value = text === '' ? null : jsonIn(text)
  if (value === undefined) return { is: 'unreachable', retryAfterMs: null, offline: true }
  try {
    return { is: 'ok', value: parse(value) }
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    const detail =
      'The server is newer than this page. Load the page anew; what is on this device stays and is sent then.'
    return refusal(200, { code: 'unknown-form', detail })
  }
}

function refusal(status: number, problem: Record<string, unknown>): Extract<Reply<never>, { is: 'refused' }> {
  return {
    is: 'refused',
    status,
    code: codeOf(problem),
    message: messageOf(problem, status),
    problem,
  }
}

async function readText(response: Response): Promise<string | null> {
  try {
    return await response.text()
  } catch (error) {
    if (isNetworkFailure(error)) return null
    throw error
  }
}

/** fetch throws TypeError without a connection; DOMException when the time is over or the page goes. */
function isNetworkFailure(error: unknown): boolean {
  return error instanceof TypeError || error instanceof DOMException
}

function retryAfter(response: Response): number | null {
  const seconds = Number(response.headers.get('retry-after'))
  return Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : null
}

/** The last part of the problem's type: `…/lease-lost` → `lease-lost`. */
function codeOf(problem: Record<string, unknown>): string {
  const named = [problem.code, problem.reason, problem.type].find((member) => typeof member === 'string')
  return typeof named === 'string' ? (named.split(/[/#:]/).at(-1) ?? named) : ''
}

function messageOf(problem: Record<string, unknown>, status: number): string {
  const said = [problem.detail, problem.title].find((member) => typeof member === 'string' && member !== '')
  return typeof said === 'string' ? said : `The server refused this (${status}).`
}

function parseRevision(value: unknown): { revision: number } {
  return { revision: isRecord(value) && typeof value.revision === 'number' ? value.revision : 0 }
}

function parseLease(value: unknown): { leaseExpiresAt: string } {
  if (isRecord(value) && typeof value.leaseExpiresAt === 'string') return { leaseExpiresAt: value.leaseExpiresAt }
  throw new TypeError('A lease was renewed in an unknown form')
}
