import type { OpenAssignment } from './assignment'
import type { Reply } from './labeling-api'

/** Tasks held ready beyond the one on the screen. */
export const tasksAhead = 3

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

  /** How many a request asks for. */
  wanted(): number {
    return tasksAhead + 1
  }

  /** `complete`: the reply says what the queue has now, with every answer of this page counted. */
  arrived(assignments: readonly OpenAssignment[], complete: boolean): void {
    const known = new Set([...this.held.map((assignment) => assignment.id), ...this.settled, this.onScreen])
    const fresh = assignments.filter((assignment) => !known.has(assignment.id))
    this.held = [...this.held, ...fresh]
    if (complete && fresh.length === 0) this.exhausted = true
    this.ports.onArrival()
  }

  async refill(): Promise<void> {
    if (this.claiming || this.exhausted || this.held.length >= tasksAhead || this.ports.answersOnTheirWay()) return
    this.claiming = true
    const reply = await this.ports.claim(this.wanted())
    this.claiming = false
    if (reply.is === 'ok') this.arrived(reply.value, true)
    else this.ports.onFailure(reply.is === 'refused' ? reply.message : null)
  }
}
