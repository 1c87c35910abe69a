import type { Json } from '@/lib/core/labeler'

/** An answer or a skip that is on its way to the server, kept on this device until it has arrived. */
export interface OutboxEntry {
  assignmentId: string
  userId: string
  batchId: string
  kind: 'answer' | 'skip'
  /** For an answer. */
  answer: Json
  timeSpentMs: number
  /** For a skip. */
  reason: string
  note: string
  /** 'Neutral'; for a skip its reason. */
  summary: string
  /** What the editor had, given back when the answer is undone or refused. */
  draft: Json
  queuedAt: number
  /** Why the server does not accept it, as it said; null while waiting. */
  refusal: { status: number; code: string; message: string } | null
}

/** An unfinished answer, as this device knows it. */
export interface LocalDraft {
  assignmentId: string
  userId: string
  draft: Json
  /** The server's revision it grew from. */
  baseRevision: number
  /** False once the server has it. */
  dirty: boolean
  changedAt: number
}

/** Where work is kept on this device. Every promise resolves when the write is durable. */
export interface DeviceStore {
  /** Under whose names something waits here, each once. */
  owners(): Promise<string[]>
  entries(userId: string): Promise<OutboxEntry[]>
  putEntry(entry: OutboxEntry): Promise<void>
  hasEntry(assignmentId: string): Promise<boolean>
  removeEntry(assignmentId: string): Promise<void>
  drafts(userId: string): Promise<LocalDraft[]>
  putDraft(draft: LocalDraft): Promise<void>
  removeDraft(assignmentId: string): Promise<void>
}

/** Keeps work as long as the page lives: where the browser offers no storage, and in tests. */
export function memoryStore(): DeviceStore {
  const entries = new Map<string, OutboxEntry>()
  const drafts = new Map<string, LocalDraft>()
  return {
    owners: async () => [...new Set([...entries.values()].map(({ userId }) => userId))],
    entries: async (userId) =>
      [...entries.values()].filter((entry) => entry.userId === userId).sort((a, b) => a.queuedAt - b.queuedAt),
    putEntry: async (entry) => void entries.set(entry.assignmentId, entry),
    hasEntry: async (assignmentId) => entries.has(assignmentId),
    removeEntry: async (assignmentId) => void entries.delete(assignmentId),
    drafts: async (userId) => [...drafts.values()].filter((draft) => draft.userId === userId),
    putDraft: async (draft) => void drafts.set(draft.assignmentId, draft),
    removeDraft: async (assignmentId) => void drafts.delete(assignmentId),
  }
}
