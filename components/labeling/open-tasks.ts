import type { Json } from '@/lib/core/labeler'
import type { MediaAhead, OpenAssignment } from './assignment'
import { DraftDesk } from './draft-desk'
import type { DraftState } from './draft-keeper'
import type { SessionPorts, SessionView, Undoable } from './session-view'
import { type SupplyPorts, TaskSupply } from './task-supply'
import type { ViewStore } from './view-store'

/** The tasks that a visit has open: the one on the screen with its draft, and those held ready after it. */
export class OpenTasks {
  private readonly supply: TaskSupply
  private readonly drafts: DraftDesk

  constructor(
    private readonly ports: SessionPorts,
    private readonly view: ViewStore,
    initial: readonly OpenAssignment[],
    outbox: Pick<SupplyPorts, 'onTheirWay' | 'isAnswerOnItsWay'>,
  ) {
    this.drafts = new DraftDesk({ ...ports, save: (...draft) => ports.api.saveDraft(...draft) }, (id, state) =>
      this.draftChanged(id, state),
    )
    const claim = (count: number) => ports.api.claim(count)
    const onArrival = () => this.supplied()
    const onFailure = (message: string | null) => this.unsupplied(message)
    this.supply = new TaskSupply({ ...outbox, claim, onArrival, onFailure }, initial)
  }

  /** Reads what earlier visits left on this device: drafts, and answers on their way, whose tasks are not shown again. */
  async start(): Promise<void> {
    const { store, userId } = this.ports
    await this.drafts.load()
    // The server may not know yet what was typed a moment before the page was loaded anew.
    this.supply.begunFirst((assignment) => assignment.draft !== null || this.drafts.has(assignment.id))
    for (const entry of await store.entries(userId)) this.supply.settle(entry.assignmentId)
  }

  /** The editor changed. */
  edited(draft: Json): void {
    this.drafts.write(draft)
  }

  /** Another window saved a newer text: take that one, or keep the one on the screen. */
  resolveElsewhere(take: 'theirs' | 'mine'): void {
    const { draft: state, current } = this.view.snapshot()
    if (state.is !== 'elsewhere' || !current) return
    if (take === 'mine') {
      this.drafts.keepMine(state.revision)
      return
    }
    const assignment = { ...current.assignment, draft: state.draft, draftRevision: state.revision }
    void this.forgetDraft(assignment.id)
    this.show(assignment, state.draft, current.timeSpentMs, current.mount + 1)
  }

  renewed(assignmentId: string, leaseExpiresAt: string): void {
    this.supply.renew(assignmentId, leaseExpiresAt)
    const { current } = this.view.snapshot()
    if (current?.assignment.id === assignmentId)
      this.change({ current: { ...current, assignment: { ...current.assignment, leaseExpiresAt } } })
  }

  /** The server says that this task is not the labeler's any more; `reason` is its word for why. */
  leaseLost(assignmentId: string, reason: string, message: string): void {
    this.supply.drop(assignmentId)
    const isCurrent = this.view.snapshot().current?.assignment.id === assignmentId
    this.change(isCurrent ? { lost: { assignmentId, reason, message, at: this.ports.now() } } : {})
  }

  /** Goes on after a lost lease; the text stays on this device. `stay` only closes the message. */
  leaveLost(stay: boolean): void {
    const { lost } = this.view.snapshot()
    if (!lost) return
    this.change({ lost: null })
    if (stay) return
    this.supply.settle(lost.assignmentId)
    this.drafts.close()
    this.showNext()
  }

  /** Looks for tasks again, after a failure or in an empty queue. */
  async lookAgain(): Promise<void> {
    this.supply.exhausted = false
    if (!this.view.snapshot().current) this.change({ problem: null, mode: 'waiting' })
    await this.supply.refill()
  }

  /** Every open lease of this page, the one on the screen first. */
  leases(): { id: string; expiresAt: number }[] {
    const { current } = this.view.snapshot()
    const held = current ? [current.assignment, ...this.supply.waiting] : this.supply.waiting
    return held.map(({ id, leaseExpiresAt }) => ({ id, expiresAt: new Date(leaseExpiresAt).getTime() }))
  }

  /** Files of the tasks held ready, next first. */
  mediaAhead(): readonly MediaAhead[] {
    return this.supply.waiting.flatMap((assignment) => assignment.media)
  }

  /** Sends the draft now instead of after its pause. */
  flush(): void {
    this.drafts.flush()
  }

  /** The page goes away: the text on the screen is sent, tasks fetched ahead go back to the others. */
  leavePage(): void {
    this.drafts.flush(true)
    this.ports.api.release(this.supply.waiting.map((assignment) => assignment.id))
    this.drafts.close()
  }

  /** The assignment with the text and revision that it has by now. */
  asItIs(assignment: OpenAssignment): OpenAssignment {
    return this.drafts.asItIs(assignment)
  }

  /** It was answered or passed over, and does not come again by itself. */
  settle(assignmentId: string): void {
    this.supply.settle(assignmentId)
    this.drafts.close()
  }

  /** Its text is safe elsewhere. */
  forgetDraft(assignmentId: string): Promise<void> {
    return this.drafts.forget(assignmentId)
  }

  /** Shows an answered task again; the one on the screen follows it, with what was written there. */
  bringBack(last: Undoable, assignment: OpenAssignment): void {
    this.drafts.flush()
    const current = this.view.snapshot().current?.assignment
    this.supply.bringBack(last.assignmentId, current ? this.drafts.asItIs(current) : null)
    this.show(assignment, assignment.draft, last.timeSpentMs, 0)
    if (assignment.draft !== null) this.edited(assignment.draft)
  }

  showNext(): void {
    const next = this.supply.next()
    if (next) {
      const chosen = this.drafts.choose(next)
      this.show(next, chosen.draft, 0, 0)
      if (chosen.elsewhere) this.change({ draft: { is: 'elsewhere', ...chosen.elsewhere } })
      else if (chosen.unsent) this.drafts.write(chosen.draft)
    } else {
      this.drafts.close()
      this.change({ current: null, draft: { is: 'saved' }, mode: this.supply.exhausted ? 'finished' : 'waiting' })
    }
    this.refill()
  }

  /** How many tasks an answer should bring along. */
  wantedWithAnswer(): number {
    return this.supply.wanted() - 1
  }

  arrived(tasks: readonly OpenAssignment[], asked: number): void {
    this.supply.arrived(tasks, asked)
  }

  refill(): void {
    void this.supply.refill()
  }

  private show(assignment: OpenAssignment, draft: Json, timeSpentMs: number, mount: number): void {
    this.drafts.open(assignment)
    const current = { assignment, draft, timeSpentMs, mount }
    this.change({ current, mode: 'labeling', draft: { is: 'saved' }, problem: null })
  }

  private draftChanged(assignmentId: string, state: DraftState): void {
    const { current, draft } = this.view.snapshot()
    if (current?.assignment.id !== assignmentId) return
    if (state.is === 'lost') this.leaseLost(assignmentId, state.reason, state.message)
    else if (state.is !== draft.is) this.change({ draft: state })
  }

  private supplied(): void {
    const { current, mode } = this.view.snapshot()
    if (current || mode === 'starting') this.change({})
    else this.showNext()
  }

  private unsupplied(message: string | null): void {
    if (!this.view.snapshot().current) this.change({ mode: 'failed', problem: message })
  }

  private change(change: Partial<SessionView>): void {
    this.view.change({ ...change, ahead: this.supply.ahead })
  }
}
