import { isRecord, parseSubmitReply, type SubmitReply } from '@/components/labeling/assignment'
import { call, type LabelingApi } from '@/components/labeling/labeling-api'
import { assignmentOf, parseRevealed, type Revealed } from './review-task'

const renewAfterMs = 4 * 60_000

/** What a reviewer says instead of a verdict. It travels as the reason of a skip. */
export type Elsewhere =
  | { to: 'reviewers' }
  | { to: 'others' }
  | { to: 'labeler'; annotation: string; basis: string; note: string }

/**
 * The review's REST interface in the form of the queue's, so that a labeling session carries it: a claimed task is an assignment under the
 * task's id, a verdict its answer, passing it on a skip. So verdicts wait in the outbox and drafts are kept as labelers' are.
 */
export function reviewApi(
  { projectId, passedToo }: { projectId: string; passedToo: boolean },
  onRevealed: (taskId: string, revealed: Revealed) => void,
  send: typeof fetch,
  now: () => number = Date.now,
): LabelingApi {
  const at = (id: string, verb: string) => `/api/v1/review/${encodeURIComponent(id)}/${verb}`
  const also = passedToo ? { passedToo } : {}
  const renewed = new Map<string, { at: number; leaseExpiresAt: string }>()
  return {
    claim: (count) => call(send, 'POST', '/api/v1/review/claim', { projectId, count, ...also }, tasksIn('tasks')),
    submit: async (id, { answer, next }) => {
      const verdict = isRecord(answer) ? answer : {}
      const body = next ? { ...verdict, next, ...also } : verdict
      const reply = await call(send, 'POST', at(id, 'decide'), body, parseDecided)
      if (reply.is !== 'ok') return reply
      onRevealed(id, reply.value.revealed)
      return { is: 'ok', value: reply.value.reply }
    },
    saveDraft: (id, draft, revision, leaving) =>
      call(send, 'PUT', at(id, 'draft'), { draft, revision }, parseRevision, leaving),
    skip: (id, reason) => {
      const wish = elsewhereOf(reason)
      return wish.to === 'reviewers'
        ? call(send, 'POST', at(id, 'pass'), {}, () => null)
        : call(send, 'POST', at(id, 'send-back'), wish, () => null)
    },
    remark: () => Promise.reject(new Error('A reviewer’s note goes with the verdict.')),
    renew: async (id) => {
      const last = renewed.get(id)
      if (last !== undefined && now() - last.at < renewAfterMs)
        return { is: 'ok', value: { leaseExpiresAt: last.leaseExpiresAt } }
      const reply = await call(send, 'POST', at(id, 'renew'), {}, parseLease)
      if (reply.is === 'ok') renewed.set(id, { at: now(), ...reply.value })
      return reply
    },
    undo: (id) => call(send, 'POST', at(id, 'undo'), {}, assignmentOf),
    release: (ids) => {
      for (const id of ids) void call(send, 'POST', at(id, 'release'), {}, () => null, true)
    },
  }
}

function elsewhereOf(reason: string): Elsewhere {
  const value: unknown = JSON.parse(reason)
  if (!isRecord(value)) return { to: 'reviewers' }
  const { to, annotation, basis, note } = value
  if (to === 'others') return { to }
  if (to === 'labeler' && typeof annotation === 'string' && typeof basis === 'string' && typeof note === 'string')
    return { to, annotation, basis, note }
  return { to: 'reviewers' }
}

function tasksIn(member: string) {
  return (value: unknown) => {
    const tasks = isRecord(value) ? value[member] : null
    if (!Array.isArray(tasks)) throw new TypeError('The review queue replied in an unknown form')
    return tasks.map(assignmentOf)
  }
}

function parseDecided(value: unknown): { reply: SubmitReply; revealed: Revealed } {
  if (!isRecord(value)) throw new TypeError('The reply to a verdict came in an unknown form')
  return {
    reply: { ...parseSubmitReply({ progress: value.progress, next: [] }), next: tasksIn('next')(value) },
    revealed: parseRevealed(value.revealed),
  }
}

function parseRevision(value: unknown): { revision: number } {
  return { revision: isRecord(value) && typeof value.revision === 'number' ? value.revision : 0 }
}

function parseLease(value: unknown): { leaseExpiresAt: string } {
  if (isRecord(value) && typeof value.leaseExpiresAt === 'string') return { leaseExpiresAt: value.leaseExpiresAt }
  throw new TypeError('A lease was renewed in an unknown form')
}
