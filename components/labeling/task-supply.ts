import type { OpenAssignment } from './assignment'
import type { Reply } from './labeling-api'

/** Tasks held ready beyond the one on the screen. */
export const tasksAhead = 3
/** The queue's own limit. */
const mostPerRequest = 10

export interface SupplyPorts {
  claim(count: number): Promise<Reply<OpenAssignment[]>>
  /** Answers on their way bring the next tasks with them: no need to ask apart. */
  answersOnTheirWay(): boolean
  onArrival(): void
  onFailure(message: string | null): void
}

/** The tasks that this page holds ready. A task that was answered or skipped here never comes again unless it is brought back. */
export class TaskSupply {
  private held: OpenAssignment[]
  private readonly settled = new Set<string>()
  private readonly begun = new Set<string>()
  private onScreen: string | null = null
  private claiming = false
  /** The queue had nothing more when last asked. */
  exhausted = false

  constructor(
    private readonly ports: SupplyPorts,
    assignments: readonly OpenAssignment[],
  ) {
    this.held = [...assignments]
    for (const assignment of assignments) if (assignment.draft !== null) this.begin(assignment.id)
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

  /** Something was written for this task: the queue hands such tasks out again before new ones. */
  begin(assignmentId: string): void {
    this.begun.add(assignmentId)
  }

  /** How many tasks a claim asks for: what is missing, and those that come back because they were begun. */
  wantedNew(): number {
    const missing = tasksAhead + (this.onScreen === null ? 1 : 0) - this.held.length
    const again = [this.onScreen, ...this.held.map((assignment) => assignment.id)].filter(
      (id) => id !== null && this.begun.has(id),
    )
    return Math.min(mostPerRequest, Math.max(1, missing + again.length))
  }

  /** How many tasks an answer asks to have open after it: the one on the screen, those ahead, and answers that are still on their way. */
  wantedOpen(onTheirWay: number): number {
    return Math.min(mostPerRequest, tasksAhead + 1 + onTheirWay)
  }

  /** Tasks that came for a request; fewer than it asked for means that the queue has no more for this labeler. */
  arrived(assignments: readonly OpenAssignment[], asked: number): void {
    const known = new Set([...this.held.map((assignment) => assignment.id), ...this.settled, this.onScreen])
    const fresh = assignments.filter((assignment) => !known.has(assignment.id))
    for (const assignment of fresh) if (assignment.draft !== null) this.begin(assignment.id)
    this.held = [...this.held, ...fresh]
    this.exhausted = assignments.length < asked
    this.ports.onArrival()
  }

  async refill(): Promise<void> {
    if (this.claiming || this.exhausted || this.held.length >= tasksAhead || this.ports.answersOnTheirWay()) return
    this.claiming = true
    const asked = this.wantedNew()
    const reply = await this.ports.claim(asked)
    this.claiming = false
    if (reply.is === 'ok') this.arrived(reply.value, asked)
    else this.ports.onFailure(reply.is === 'refused' ? reply.message : null)
  }
}
