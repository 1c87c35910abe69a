import { isRecord, type OpenAssignment, parseAssignment, toJson } from '@/components/labeling/assignment'
import type { Json } from '@/lib/core/labeler'

/** One answer as a reviewer sees it: under a letter, by nobody. */
interface BlindAnswer {
  letter: string
  answer: Json
  summary: string
  flag: string | null
  note: string | null
}

/** A disputed task on a reviewer's screen. */
export interface TaskUnderReview {
  taskId: string
  batchName: string
  /** For the type's review. */
  payload: unknown
  /** For the type's editor. */
  view: unknown
  config: unknown
  order: number[]
  answers: BlindAnswer[]
  basis: string
  agreement: number | null
  why: 'disputed' | 'flagged' | 'sent'
  asked: string | null
  suggestion: { label: string; answer: Json } | null
  /** The verdict that stands already. */
  verdict: { how: string; letter: string | null; note: string | null } | null
}

/** What the verdict brings to light. */
export interface Revealed {
  answers: { letter: string; annotator: string; summary: string }[]
  gold: string | null
}

/** The task as a labeling session holds it: under its own id, with the review as payload. */
export function assignmentOf(value: unknown): OpenAssignment {
  if (!isRecord(value)) throw new TypeError('A task to review came in an unknown form')
  const lease = typeof value.leaseExpiresAt === 'string' ? value.leaseExpiresAt : new Date(0).toISOString()
  return parseAssignment({ ...value, id: value.taskId, payload: parseTask(value), leaseExpiresAt: lease })
}

export function parseTask(value: unknown): TaskUnderReview {
  if (!isRecord(value) || typeof value.taskId !== 'string' || !Array.isArray(value.answers))
    throw new TypeError('A task to review came in an unknown form')
  const { taskId, batchName, payload, view, config, order, answers, basis, agreement, why, asked, verdict } = value
  return {
    taskId,
    batchName: text(batchName),
    payload,
    view,
    config,
    order: Array.isArray(order) ? order.filter((place) => typeof place === 'number') : [],
    answers: answers.flatMap(parseAnswer),
    basis: text(basis),
    agreement: typeof agreement === 'number' ? agreement : null,
    why: why === 'flagged' || why === 'sent' ? why : 'disputed',
    asked: textOrNull(asked),
    suggestion: parseSuggestion(value.suggestion),
    verdict: isRecord(verdict)
      ? { how: text(verdict.how), letter: textOrNull(verdict.letter), note: textOrNull(verdict.note) }
      : null,
  }
}

export function parseRevealed(value: unknown): Revealed {
  if (!isRecord(value) || !Array.isArray(value.answers)) return { answers: [], gold: null }
  return {
    answers: value.answers.flatMap((one) =>
      isRecord(one) ? [{ letter: text(one.letter), annotator: text(one.annotator), summary: text(one.summary) }] : [],
    ),
    gold: isRecord(value.gold) ? textOrNull(value.gold.summary) : null,
  }
}

function parseAnswer(value: unknown): BlindAnswer[] {
  if (!isRecord(value) || typeof value.letter !== 'string') return []
  const { letter, answer, summary, flag, note } = value
  return [{ letter, answer: toJson(answer), summary: text(summary), flag: textOrNull(flag), note: textOrNull(note) }]
}

function parseSuggestion(value: unknown): TaskUnderReview['suggestion'] {
  if (!isRecord(value) || value.answer === undefined) return null
  return { label: text(value.label), answer: toJson(value.answer) }
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}
