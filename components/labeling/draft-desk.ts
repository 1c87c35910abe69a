import type { Json } from '@/lib/core/labeler'
import type { OpenAssignment } from './assignment'
import type { DeviceStore, LocalDraft } from './device-store'
import { chooseDraft, DraftKeeper, type DraftPorts, type DraftState } from './draft-keeper'

type DeskPorts = Omit<DraftPorts, 'sentHere' | 'onState'> & { store: DeviceStore }

/** The drafts of a visit: one is being written, the others lie on this device. */
export class DraftDesk {
  private readonly local = new Map<string, LocalDraft>()
  private readonly sentHere = new Map<string, Set<string>>()
  private keeper: DraftKeeper | null = null

  constructor(
    private readonly ports: DeskPorts,
    private readonly onState: (assignmentId: string, state: DraftState) => void,
  ) {}

  /** Reads what earlier visits left on this device. */
  async load(): Promise<void> {
    for (const draft of await this.ports.store.drafts(this.ports.userId)) this.local.set(draft.assignmentId, draft)
  }

  /** Whether this device keeps a text for the task. */
  has(assignmentId: string): boolean {
    return this.local.has(assignmentId)
  }

  /** Which text the editor of this task starts with; see `chooseDraft`. */
  choose(assignment: OpenAssignment): ReturnType<typeof chooseDraft> {
    return chooseDraft(assignment, this.local.get(assignment.id) ?? null)
  }

  /** From now on this task's draft is written. */
  open(assignment: OpenAssignment): void {
    const { id } = assignment
    const sentHere = this.sentHere.get(id) ?? new Set<string>()
    this.sentHere.set(id, sentHere)
    this.close()
    this.keeper = new DraftKeeper(id, assignment.draftRevision, {
      ...this.ports,
      sentHere,
      onState: (state) => this.onState(id, state),
    })
  }

  write(draft: Json): void {
    this.keeper?.change(draft)
  }

  /** Sends at once; `leaving`: while the page goes away. */
  flush(leaving = false): void {
    this.keeper?.flush(leaving)
  }

  keepMine(revision: number): void {
    this.keeper?.keepMine(revision)
  }

  /** The assignment with the text and revision that it has by now. */
  asItIs(assignment: OpenAssignment): OpenAssignment {
    return { ...assignment, ...this.keeper?.now() }
  }

  close(): void {
    this.keeper?.stop()
    this.keeper = null
  }

  /** The text is safe elsewhere: in the outbox, or another one was chosen. */
  async forget(assignmentId: string): Promise<void> {
    this.local.delete(assignmentId)
    await this.ports.store.removeDraft(assignmentId)
  }
}
