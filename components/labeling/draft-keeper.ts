import type { Json } from '@/lib/core/labeler'
import { toJson } from './assignment'
import type { DeviceStore, LocalDraft } from './device-store'
import type { Reply } from './labeling-api'

/** saved: the server has it. saving: on its way. kept-here: on this device only. elsewhere: another window saved a newer text. */
export type DraftState =
  | { is: 'saved' }
  | { is: 'saving' }
  | { is: 'kept-here' }
  | { is: 'elsewhere'; draft: Json; revision: number }
  | { is: 'lost'; reason: string; message: string }

export interface DraftPorts {
  userId: string
  store: DeviceStore
  now(): number
  schedule(run: () => void, delayMs: number): () => void
  /** Texts that this page sent for this assignment, as JSON: the server holding one of them is no other window's doing. */
  sentHere: Set<string>
  save(assignmentId: string, draft: Json, revision: number, leaving: boolean): Promise<Reply<{ revision: number }>>
  onState(state: DraftState): void
}

const debounceMs = 800

/** Keeps one assignment's draft: on this device at once, on the server 800 ms after the last change. */
export class DraftKeeper {
  private latest: Json = null
  private changed = false
  private touched = false
  private saving = false
  private stopped = false
  private failures = 0
  private cancelTimer: (() => void) | null = null

  constructor(
    private readonly assignmentId: string,
    private revision: number,
    private readonly ports: DraftPorts,
  ) {}

  change(draft: Json): void {
    if (this.stopped) return
    this.latest = draft
    this.touched = true
    this.changed = true
    this.ports.onState({ is: 'saving' })
    void this.ports.store.putDraft(this.local(true))
    this.later(debounceMs)
  }

  /** Sends at once, also while the page goes away. */
  flush(leaving = false): void {
    if (this.changed && !this.stopped) void this.save(leaving)
  }

  /** The labeler chose their own text over the one saved elsewhere. */
  keepMine(revision: number): void {
    this.revision = revision
    this.changed = true
    void this.save(false)
  }

  /** What the labeler has by now, and the revision the server knows: for showing the task again later. */
  now(): { draft: Json; draftRevision: number } | null {
    return this.touched ? { draft: this.latest, draftRevision: this.revision } : null
  }

  /** No more saving: the answer is in the outbox, or the task has gone. */
  stop(): void {
    this.stopped = true
    this.cancelTimer?.()
  }

  private later(delayMs: number): void {
    this.cancelTimer?.()
    this.cancelTimer = this.ports.schedule(() => void this.save(false), delayMs)
  }

  private async save(leaving: boolean): Promise<void> {
    if (this.stopped || !this.changed || (this.saving && !leaving)) return
    this.cancelTimer?.()
    this.saving = true
    this.changed = false
    const sent = this.latest
    this.ports.sentHere.add(JSON.stringify(sent))
    const reply = await this.ports.save(this.assignmentId, sent, this.revision, leaving)
    this.saving = false
    if (this.stopped) return
    await this.settle(reply)
  }

  private async settle(reply: Reply<{ revision: number }>): Promise<void> {
    if (reply.is === 'ok') {
      this.failures = 0
      this.revision = reply.value.revision
      if (this.changed) {
        this.later(debounceMs)
        return
      }
      await this.ports.store.putDraft(this.local(false))
      this.ports.onState({ is: 'saved' })
      return
    }
    this.changed = true
    if (reply.is === 'refused') {
      this.refused(reply)
      return
    }
    this.failures += 1
    this.ports.onState({ is: 'kept-here' })
    this.later(Math.min(30_000, 2000 * this.failures))
  }

  private refused(reply: { status: number; code: string; message: string; problem: Record<string, unknown> }): void {
    const { draft, revision } = reply.problem
    if (reply.status === 409 && typeof revision === 'number' && draft !== undefined) {
      const stored = toJson(draft)
      if (!this.ports.sentHere.has(JSON.stringify(stored))) {
        this.ports.onState({ is: 'elsewhere', draft: stored, revision })
        return
      }
      this.revision = revision
      this.later(0)
      return
    }
    const isGone = [403, 404, 409, 410].includes(reply.status)
    this.ports.onState(isGone ? { is: 'lost', reason: reply.code, message: reply.message } : { is: 'kept-here' })
  }

  private local(dirty: boolean): LocalDraft {
    return {
      assignmentId: this.assignmentId,
      userId: this.ports.userId,
      draft: this.latest,
      baseRevision: this.revision,
      dirty,
      changedAt: this.ports.now(),
    }
  }
}

/** Which text an editor starts with: this device's, where the server has not seen it; the server's otherwise; both where they part. */
export function chooseDraft(
  server: { draft: Json; draftRevision: number },
  local: LocalDraft | null,
): { draft: Json; unsent: boolean; elsewhere: { draft: Json; revision: number } | null } {
  if (!local?.dirty || JSON.stringify(local.draft) === JSON.stringify(server.draft))
    return { draft: server.draft, unsent: false, elsewhere: null }
  if (local.baseRevision >= server.draftRevision) return { draft: local.draft, unsent: true, elsewhere: null }
  return { draft: local.draft, unsent: true, elsewhere: { draft: server.draft, revision: server.draftRevision } }
}
