import type { Json } from '@/lib/core/labeler'
import type { OpenAssignment, QueueProgress } from './assignment'
import type { Reply } from './labeling-api'
import { OpenTasks } from './open-tasks'
import { Outbox } from './outbox'
import { type Delivered, deliver, type EntryParts, newEntry } from './outbox-entry'
import { advanced, firstView, type SessionPorts, type SessionView, type Undoable } from './session-view'
import { ViewStore } from './view-store'

/** How far back Undo reaches within one visit. */
const undoDepth = 20

/** One visit to a queue: what is on the screen, what comes next, what is on its way. Knows no React and no task type. */
export class LabelingSession {
  readonly outbox: Outbox<Delivered | null>
  readonly tasks: OpenTasks
  private readonly view: ViewStore

  constructor(
    private readonly ports: SessionPorts,
    initial: { assignments: OpenAssignment[]; progress: QueueProgress | null },
  ) {
    this.view = new ViewStore(firstView(initial.progress))
    this.tasks = new OpenTasks(ports, this.view, initial.assignments, {
      onTheirWay: () => this.outbox.snapshot().entries.length,
      isAnswerOnItsWay: () => this.answersOnTheirWay() > 0,
    })
    this.outbox = new Outbox({
      ...ports,
      send: (entry) => deliver(ports.api, entry, this.tasks.wantedWithAnswer()),
      onAccepted: (_entry, reply) => this.accepted(reply),
      onRefused: (entry) => this.forget(entry.assignmentId),
    })
  }

  readonly subscribe = (listener: () => void): (() => void) => this.view.subscribe(listener)

  readonly snapshot = (): SessionView => this.view.snapshot()

  /** Reads this device's drafts, sends what an earlier visit left, shows the first task. */
  async start(): Promise<void> {
    await this.tasks.start()
    await this.outbox.start()
    this.tasks.showNext()
  }

  /** Stores the answer on this device, shows the next task, sends in the background. Resolves when it is stored. */
  async submit(answer: Json, draft: Json, summary: string, timeSpentMs: number): Promise<void> {
    const { current, undoable, answeredHere, timesMs, progress } = this.snapshot()
    if (!current) return
    const { assignment } = current
    const done = { assignmentId: assignment.id, summary, submittedAt: this.ports.now(), timeSpentMs }
    this.view.change({
      undoable: [...undoable, { ...done, assignment: { ...this.tasks.asItIs(assignment), draft } }].slice(-undoDepth),
      answeredHere: answeredHere + 1,
      timesMs: [...timesMs, timeSpentMs],
      progress: advanced(progress, 1),
    })
    await this.leave(assignment, { kind: 'answer', answer, draft, summary, timeSpentMs })
  }

  /** Frees the place for others; the reason goes with it. */
  async skip(reason: string, summary: string): Promise<void> {
    const { current } = this.snapshot()
    if (current) await this.leave(current.assignment, { kind: 'skip', reason, summary })
  }

  /** Brings the last answer back: from the outbox while it waits there, else from the server. */
  async undo(): Promise<Reply<null>> {
    const last = this.snapshot().undoable.at(-1)
    if (!last) return { is: 'ok', value: null }
    const keep = () => this.bringBack(last, last.assignment)
    if (await this.outbox.takeBack(last.assignmentId, keep)) return { is: 'ok', value: null }
    const reply = await this.ports.api.undo(last.assignmentId)
    if (reply.is === 'refused') this.forget(last.assignmentId)
    if (reply.is !== 'ok') return reply
    this.bringBack(last, { ...reply.value, draft: reply.value.draft ?? last.assignment.draft })
    return { is: 'ok', value: null }
  }

  /** Training's word about the last answer is read. */
  feedbackRead(): void {
    this.view.change({ feedback: this.snapshot().feedback.slice(1) })
  }

  /** The page goes away. What waits in the outbox is sent by the next visit. */
  leavePage(): void {
    this.tasks.leavePage()
    this.outbox.stop()
  }

  private async leave(assignment: OpenAssignment, parts: EntryParts): Promise<void> {
    this.tasks.settle(assignment.id)
    const stored = this.outbox.add(newEntry(assignment, this.ports.userId, this.ports.now(), parts))
    this.tasks.showNext()
    await stored
    await this.tasks.forgetDraft(assignment.id)
  }

  private bringBack(last: Undoable, assignment: OpenAssignment): void {
    const { undoable, answeredHere, timesMs, progress } = this.snapshot()
    this.view.change({
      undoable: undoable.filter((done) => done !== last),
      answeredHere: Math.max(0, answeredHere - 1),
      timesMs: timesMs.slice(0, -1),
      progress: advanced(progress, -1),
    })
    this.tasks.bringBack(last, assignment)
  }

  private forget(assignmentId: string): void {
    this.view.change({ undoable: this.snapshot().undoable.filter((done) => done.assignmentId !== assignmentId) })
  }

  private answersOnTheirWay(): number {
    return this.outbox.snapshot().entries.filter((entry) => entry.kind === 'answer' && entry.refusal === null).length
  }

  private accepted(reply: Delivered | null): void {
    if (reply) {
      const { feedback } = this.snapshot()
      if (reply.progress) this.view.change({ progress: advanced(reply.progress, this.answersOnTheirWay()) })
      if (reply.feedback) this.view.change({ feedback: [...feedback, reply.feedback] })
      this.tasks.arrived(reply.next, reply.asked)
    }
    this.tasks.refill()
  }
}
