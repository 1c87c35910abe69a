import type { OpenAssignment, SubmitReply } from './assignment'
import type { OutboxEntry } from './device-store'
import type { LabelingApi, Reply } from './labeling-api'

/** The parts that differ between an answer and a skip. */
export type EntryParts = Partial<OutboxEntry> & Pick<OutboxEntry, 'kind' | 'summary'>

export function newEntry(assignment: OpenAssignment, userId: string, queuedAt: number, parts: EntryParts): OutboxEntry {
  const { id: assignmentId, batchId } = assignment
  const empty = { answer: null, draft: null, timeSpentMs: 0, reason: '', note: '', refusal: null }
  return { ...empty, assignmentId, userId, batchId, queuedAt, ...parts }
}

/** Tasks that came with the reply to an answer, and how many had been asked for. */
export type Delivered = SubmitReply & { asked: number }

/** Sends an entry; an answer also asks for so many tasks to be open after it. */
export async function deliver(api: LabelingApi, entry: OutboxEntry, asked: number): Promise<Reply<Delivered | null>> {
  if (entry.kind === 'skip') return api.skip(entry.assignmentId, entry.reason, entry.note)
  const { answer, timeSpentMs } = entry
  const reply = await api.submit(
    entry.assignmentId,
    asked > 0 ? { answer, timeSpentMs, next: asked } : { answer, timeSpentMs },
  )
  return reply.is === 'ok' ? { is: 'ok', value: { ...reply.value, asked } } : reply
}
