import type { Json } from '@/lib/core/labeler'

/** A task that is this labeler's for now, as the queue hands it out. */
export interface OpenAssignment {
  id: string
  taskId: string
  batchId: string
  payload: unknown
  /** Files that the task shows. */
  media: MediaAhead[]
  config: unknown
  order: number[]
  draft: Json
  draftRevision: number
  leaseExpiresAt: string
  guidelinesVersion: number
  /** The draft is a suggestion that came with the task. */
  suggested: boolean
  /** A reviewer sent the answer back with these words. */
  sentBack: string | null
  /** The labeler's own mark on the task, and their note to it, as the server has them. */
  flag: string | null
  note: string | null
}

/** In training: the known answer beside one's own. */
export interface TrainingFeedback {
  yours: unknown
  known: unknown
  /** 1 for the same answer, 0 for one that has nothing of it. */
  score: number
  note: string | null
  payload: unknown
  config: unknown
}

/** A file at /api/media/{id} that can be fetched before its task is shown. */
export interface MediaAhead {
  id: string
  mime: string
}

/** `done` and `total` of the labeler's own work in this queue; `mine` answers given so far. */
export interface QueueProgress {
  done: number
  total: number
  mine: number
}

export interface SubmitReply {
  progress: QueueProgress | null
  next: OpenAssignment[]
  /** In training only. */
  feedback: TrainingFeedback | null
}

/** Reads the reply of a claim; throws when the server speaks another language than this page. */
export function parseAssignments(value: unknown): OpenAssignment[] {
  if (!isRecord(value) || !Array.isArray(value.assignments)) throw new TypeError('The queue replied in an unknown form')
  return value.assignments.map(parseAssignment)
}

export function parseAssignment(value: unknown): OpenAssignment {
  if (!isRecord(value)) throw new TypeError('An assignment came in an unknown form')
  const {
    id,
    taskId,
    batchId,
    payload,
    media,
    config,
    order,
    draft,
    draftRevision,
    leaseExpiresAt,
    guidelinesVersion,
    suggested,
    sentBack,
    flag,
    note,
  } = value
  if (typeof id !== 'string' || typeof taskId !== 'string' || typeof leaseExpiresAt !== 'string')
    throw new TypeError('An assignment came without its id or its lease')
  return {
    id,
    taskId,
    batchId: typeof batchId === 'string' ? batchId : '',
    payload,
    media: Array.isArray(media) ? media.flatMap(parseMedia) : [],
    config,
    order: Array.isArray(order) ? order.filter((place) => typeof place === 'number') : [],
    draft: toJson(draft),
    draftRevision: typeof draftRevision === 'number' ? draftRevision : 0,
    leaseExpiresAt,
    guidelinesVersion: typeof guidelinesVersion === 'number' ? guidelinesVersion : 0,
    suggested: suggested === true,
    sentBack: typeof sentBack === 'string' ? sentBack : null,
    flag: typeof flag === 'string' ? flag : null,
    note: typeof note === 'string' ? note : null,
  }
}

function parseMedia(value: unknown): MediaAhead[] {
  if (!isRecord(value) || typeof value.id !== 'string' || typeof value.mime !== 'string') return []
  return [{ id: value.id, mime: value.mime }]
}

export function parseSubmitReply(value: unknown): SubmitReply {
  if (!isRecord(value)) throw new TypeError('The reply to an answer came in an unknown form')
  return {
    progress: parseProgress(value.progress),
    next: Array.isArray(value.next) ? value.next.map(parseAssignment) : [],
    feedback: parseFeedback(value.feedback),
  }
}

function parseFeedback(value: unknown): TrainingFeedback | null {
  if (!isRecord(value) || typeof value.score !== 'number') return null
  const { yours, known, score, note, payload, config } = value
  return { yours, known, score, note: typeof note === 'string' ? note : null, payload, config }
}

function parseProgress(value: unknown): QueueProgress | null {
  if (!isRecord(value)) return null
  const { done, total, mine } = value
  if (typeof done !== 'number' || typeof total !== 'number') return null
  return { done, total, mine: typeof mine === 'number' ? mine : done }
}

/** What JSON can hold, taken over as it is; anything else becomes null. */
export function toJson(value: unknown): Json {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value
  if (typeof value === 'number') return Number.isFinite(value) ? value : null
  if (Array.isArray(value)) return value.map(toJson)
  if (!isRecord(value)) return null
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, member]) => (member === undefined ? [] : [[key, toJson(member)]])),
  )
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
