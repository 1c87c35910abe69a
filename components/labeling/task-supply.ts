import type { OpenAssignment } from './assignment'
import type { Reply } from './labeling-api'

/** Tasks held ready beyond the one on the screen. */
export const tasksAhead = 3
/** The queue's own limit. */
const mostPerRequest = 10

export interface SupplyPorts {
  /** Gives what this labeler has open in the queue first, then new tasks, `count` in all. */
  claim(count: number): Promise<Reply<OpenAssignment[]>>
  /** Answered or skipped here, still open for the server. */
  onTheirWay(): number
  /** An answer on its way brings the next tasks with it: no need to ask apart. */
  isAnswerOnItsWay(): boolean
  onArrival(): void
  onFailure(message: string | null): void
}

/** The tasks that this page holds ready. A task that was answered or skipped here never comes again unless it is brought back. */
export class TaskSupply {
  private held: OpenAssignment[]
  private readonly settled = new Set<string>()
  private onScreen: string | null = null
  private claiming = false
  /** The queue had nothing more when last asked. */
  exhausted = false

  constructor(
    private readonly ports: SupplyPorts,
    assignments: readonly OpenAssignment[],
  ) {
    this.held = [...assignments]
  }

  get ahead(): number {
    return this.held.length
  }

  /** Held ready, in the order they will be shown. */
  get waiting(): readonly OpenAssignment[] {
    return this.held
  }

  next(): OpenAssignment | null {
    const next = this.held.shift() ?? null
    this.onScreen = next?.id ?? null
    return next
  }

  /** Brings those that were begun before the others, else as they came. */
  begunFirst(isBegun: (assignment: OpenAssignment) => boolean): void {
    this.held = [...this.held.filter(isBegun), ...this.held.filter((assignment) => !isBegun(assignment))]
  }

  /** The task on the screen makes room for one that was brought back, and comes after it. */
  bringBack(assignmentId: string, instead: OpenAssignment | null): void {
    this.settled.delete(assignmentId)
    this.held = [...(instead ? [instead] : []), ...this.held.filter((assignment) => assignment.id !== assignmentId)]
    this.onScreen = assignmentId
  }

  settle(assignmentId: string): void {
    this.settled.add(assignmentId)
    this.held = this.held.filter((assignment) => assignment.id !== assignmentId)
  }

  drop(assignmentId: string): void {
    this.held = this.held.filter((assignment) => assignment.id !== assignmentId)
  }

  renew(assignmentId: string, leaseExpiresAt: string): void {
    this.held = this.held.map((assignment) =>
      assignment.id === assignmentId ? { ...assignment, leaseExpiresAt } : assignment,
    )
  }

  /** How many tasks this page wants to have open: the one on the screen, those ahead, and those whose answers are still on their way. */
  wanted(): number {
    return Math.min(mostPerRequest, tasksAhead + 1 + this.ports.onTheirWay())
  }

  /** Tasks that came for a request; fewer than it asked for means that the queue has no more for this labeler. */
  arrived(assignments: readonly OpenAssignment[], asked: number): void {
    const known = new Set([...this.held.map((assignment) => assignment.id), ...this.settled, this.onScreen])
    const fresh = assignments.filter((assignment) => !known.has(assignment.id))
    this.held = [...this.held, ...fresh]
    this.exhausted = assignments.length < asked
    this.ports.onArrival()
  }

  async refill(): Promise<void> {
    if (this.claiming || this.exhausted || this.held.length >= tasksAhead || this.ports.isAnswerOnItsWay()) return
    this.claiming = true
    const asked = this.wanted()
    const reply = await this.ports.claim(asked).finally(() => {
      this.claiming = false
    })
    if (reply.is === 'ok') this.arrived(reply.value, asked)
    else this.ports.onFailure(reply.is === 'refused' ? reply.message : null)
  }
}
