import type { Json } from '@/lib/core/labeler'
import type { MediaAhead, OpenAssignment, QueueProgress } from './assignment'
import { DraftDesk } from './draft-desk'
import type { DraftState } from './draft-keeper'
import type { Reply } from './labeling-api'
import { Outbox } from './outbox'
import { type Delivered, deliver, type EntryParts, newEntry } from './outbox-entry'
import { advanced, firstView, type SessionPorts, type SessionView, type Undoable } from './session-view'
import { TaskSupply } from './task-supply'

/** How far back Undo reaches within one visit. */
const undoDepth = 20

/** One visit to a queue: what is on the screen, what comes next, what is on its way. Knows no React and no task type. */
export class LabelingSession {
  readonly outbox: Outbox<Delivered | null>
  private readonly supply: TaskSupply
  private readonly drafts: DraftDesk
  private view: SessionView
  private readonly listeners = new Set<() => void>()

  constructor(
    private readonly ports: SessionPorts,
    initial: { assignments: OpenAssignment[]; progress: QueueProgress | null },
  ) {
    this.view = firstView(initial.progress)
    this.drafts = new DraftDesk({ ...ports, save: (...draft) => ports.api.saveDraft(...draft) }, (id, state) =>
      this.draftChanged(id, state),
    )
    this.supply = new TaskSupply(
      {
        claim: (count) => ports.api.claim(count),
        onTheirWay: () => this.outbox.snapshot().entries.length,
        isAnswerOnItsWay: () => this.answersOnTheirWay() > 0,
        onArrival: () => this.supplied(),
        onFailure: (message) => this.unsupplied(message),
      },
      initial.assignments,
    )
    this.outbox = new Outbox({
      ...ports,
      send: (entry) => deliver(ports.api, entry, this.supply.wanted() - 1),
      onAccepted: (_entry, reply) => this.accepted(reply),
      onRefused: (entry) => this.forget(entry.assignmentId),
    })
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => {
      this.listeners.delete(listener)
    }
  }

  readonly snapshot = (): SessionView => this.view

  /** Reads this device's drafts, sends what an earlier visit left, shows the first task. */
  async start(): Promise<void> {
    const { store, userId } = this.ports
    await this.drafts.load()
    // The server may not know yet what was typed a moment before the page was loaded anew.
    this.supply.begunFirst((assignment) => assignment.draft !== null || this.drafts.has(assignment.id))
    for (const entry of await store.entries(userId)) this.supply.settle(entry.assignmentId)
    await this.outbox.start()
    this.showNext()
  }

  /** The editor changed. */
  edited(draft: Json): void {
    this.drafts.write(draft)
  }

  /** Stores the answer on this device, shows the next task, sends in the background. Resolves when it is stored. */
  async submit(answer: Json, draft: Json, summary: string, timeSpentMs: number): Promise<void> {
    const current = this.view.current
    if (!current) return
    const { assignment } = current
    const done = { assignmentId: assignment.id, summary, submittedAt: this.ports.now(), timeSpentMs }
    this.change({
      undoable: [...this.view.undoable, { ...done, assignment: { ...this.drafts.asItIs(assignment), draft } }].slice(
        -undoDepth,
      ),
      answeredHere: this.view.answeredHere + 1,
      timesMs: [...this.view.timesMs, timeSpentMs],
      progress: advanced(this.view.progress, 1),
    })
    await this.leave(assignment, { kind: 'answer', answer, draft, summary, timeSpentMs })
  }

  /** Frees the place for others; the reason goes with it. */
  async skip(reason: string, summary: string): Promise<void> {
    const current = this.view.current
    if (current) await this.leave(current.assignment, { kind: 'skip', reason, summary })
  }

  /** Brings the last answer back: from the outbox while it waits there, else from the server. */
  async undo(): Promise<Reply<null>> {
    const last = this.view.undoable.at(-1)
    if (!last) return { is: 'ok', value: null }
    if (await this.outbox.takeBack(last.assignmentId)) return this.bringBack(last, last.assignment)
    const reply = await this.ports.api.undo(last.assignmentId)
    if (reply.is === 'refused') this.forget(last.assignmentId)
    if (reply.is !== 'ok') return reply
    return this.bringBack(last, { ...reply.value, draft: reply.value.draft ?? last.assignment.draft })
  }

  /** Another window saved a newer text: take that one, or keep the one on the screen. */
  resolveElsewhere(take: 'theirs' | 'mine'): void {
    const { draft: state, current } = this.view
    if (state.is !== 'elsewhere' || !current) return
    if (take === 'mine') {
      this.drafts.keepMine(state.revision)
      return
    }
    const assignment = { ...current.assignment, draft: state.draft, draftRevision: state.revision }
    void this.drafts.forget(assignment.id)
    this.show(assignment, state.draft, current.timeSpentMs, current.mount + 1)
  }

  renewed(assignmentId: string, leaseExpiresAt: string): void {
    this.supply.renew(assignmentId, leaseExpiresAt)
    const current = this.view.current
    if (current?.assignment.id === assignmentId)
      this.change({ current: { ...current, assignment: { ...current.assignment, leaseExpiresAt } } })
  }

  /** The server says that this task is not the labeler's any more; `reason` is its word for why. */
  leaseLost(assignmentId: string, reason: string, message: string): void {
    this.supply.drop(assignmentId)
    const isCurrent = this.view.current?.assignment.id === assignmentId
    this.change(isCurrent ? { lost: { assignmentId, reason, message, at: this.ports.now() } } : {})
  }

  /** Goes on after a lost lease; the text stays on this device. `stay` only closes the message. */
  leaveLost(stay: boolean): void {
    const lost = this.view.lost
    if (!lost) return
    this.change({ lost: null })
    if (stay) return
    this.supply.settle(lost.assignmentId)
    this.drafts.close()
    this.showNext()
  }

  /** Training's word about the last answer is read. */
  feedbackRead(): void {
    this.change({ feedback: this.view.feedback.slice(1) })
  }

  /** Looks for tasks again, after a failure or in an empty queue. */
  async lookAgain(): Promise<void> {
    this.supply.exhausted = false
    if (!this.view.current) this.change({ problem: null, mode: 'waiting' })
    await this.supply.refill()
  }

  /** Every open lease of this page, the one on the screen first. */
  leases(): { id: string; expiresAt: number }[] {
    const current = this.view.current
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
    this.outbox.stop()
  }

  private async leave(assignment: OpenAssignment, parts: EntryParts): Promise<void> {
    this.supply.settle(assignment.id)
    this.drafts.close()
    const stored = this.outbox.add(newEntry(assignment, this.ports.userId, this.ports.now(), parts))
    this.showNext()
    await stored
    await this.drafts.forget(assignment.id)
  }

  private bringBack(last: Undoable, assignment: OpenAssignment): Reply<null> {
    this.drafts.flush()
    const current = this.view.current?.assignment
    this.supply.bringBack(last.assignmentId, current ? this.drafts.asItIs(current) : null)
    this.change({
      undoable: this.view.undoable.filter((done) => done !== last),
      answeredHere: Math.max(0, this.view.answeredHere - 1),
      timesMs: this.view.timesMs.slice(0, -1),
      progress: advanced(this.view.progress, -1),
    })
    this.show(assignment, assignment.draft, last.timeSpentMs, 0)
    if (assignment.draft !== null) this.edited(assignment.draft)
    return { is: 'ok', value: null }
  }

  private forget(assignmentId: string): void {
    this.change({ undoable: this.view.undoable.filter((done) => done.assignmentId !== assignmentId) })
  }

  private showNext(): void {
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
    void this.supply.refill()
  }

  private show(assignment: OpenAssignment, draft: Json, timeSpentMs: number, mount: number): void {
    this.drafts.open(assignment)
    const current = { assignment, draft, timeSpentMs, mount }
    this.change({ current, mode: 'labeling', draft: { is: 'saved' }, problem: null })
  }

  private draftChanged(assignmentId: string, state: DraftState): void {
    if (this.view.current?.assignment.id !== assignmentId) return
    if (state.is === 'lost') this.leaseLost(assignmentId, state.reason, state.message)
    else if (state.is !== this.view.draft.is) this.change({ draft: state })
  }

  private supplied(): void {
    if (this.view.current || this.view.mode === 'starting') this.change({})
    else this.showNext()
  }

  private unsupplied(message: string | null): void {
    if (!this.view.current) this.change({ mode: 'failed', problem: message })
  }

  private answersOnTheirWay(): number {
    return this.outbox.snapshot().entries.filter((entry) => entry.kind === 'answer' && entry.refusal === null).length
  }

  private accepted(reply: Delivered | null): void {
    if (reply) {
      if (reply.progress) this.change({ progress: advanced(reply.progress, this.answersOnTheirWay()) })
      if (reply.feedback) this.change({ feedback: [...this.view.feedback, reply.feedback] })
      this.supply.arrived(reply.next, reply.asked)
    }
    void this.supply.refill()
  }

  private change(change: Partial<SessionView>): void {
    this.view = { ...this.view, ...change, ahead: this.supply.ahead }
    for (const listener of this.listeners) listener()
  }
}
