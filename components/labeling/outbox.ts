import type { DeviceStore, OutboxEntry } from './device-store'
import type { Reply } from './labeling-api'

export type OutboxPhase = 'idle' | 'sending' | 'offline' | 'signed-out'

export interface OutboxView {
  /** Oldest first; refused ones too. */
  entries: readonly OutboxEntry[]
  phase: OutboxPhase
  /** The run that is under way: the `at`th of `of`. */
  sending: { at: number; of: number }
  /** When it tries again by itself, in ms of the clock; null when it is not waiting. */
  retryAt: number | null
}

export interface OutboxPorts<Delivered> {
  userId: string
  store: DeviceStore
  now(): number
  /** Calls back after so many ms; gives a function that stops it. */
  schedule(run: () => void, delayMs: number): () => void
  send(entry: OutboxEntry): Promise<Reply<Delivered>>
  /** Runs alone among all tabs of this browser: one tab sends an entry, the others find it gone. */
  exclusively<T>(name: string, run: () => Promise<T>): Promise<T>
  /** `reply` is null where another tab had sent the entry already. */
  onAccepted(entry: OutboxEntry, reply: Delivered | null): void
  onRefused(entry: OutboxEntry): void
}

interface RunEnd {
  outcome: 'done' | 'again' | 'signed-out'
  /** When the server said it should be tried again. */
  retryAfterMs: number | null
}

/** Seconds between tries: doubling, half a minute at most. */
export function backoffMs(failures: number): number {
  return Math.min(30_000, 1000 * 2 ** Math.min(10, Math.max(0, failures - 1)))
}

/**
 * Answers on their way. Each is written to the device first, then sent, in order, until the server has replied; what the server refuses
 * stays, with its reason, until the labeler decides. Sending again is safe: the server keeps one annotation an assignment.
 */
export class Outbox<Delivered = unknown> {
  private entries: OutboxEntry[] = []
  private phase: OutboxPhase = 'idle'
  private sending = { at: 0, of: 0 }
  private retryAt: number | null = null
  private failures = 0
  private running = false
  private inFlight: string | null = null
  private stopWaiting: (() => void) | null = null
  private view: OutboxView = { entries: [], phase: 'idle', sending: this.sending, retryAt: null }
  private readonly listeners = new Set<() => void>()

  constructor(private readonly ports: OutboxPorts<Delivered>) {}

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => {
      this.listeners.delete(listener)
    }
  }

  readonly snapshot = (): OutboxView => this.view

  /** Takes up what an earlier page left. */
  async start(): Promise<void> {
    const known = new Set(this.entries.map((entry) => entry.assignmentId))
    const left = (await this.ports.store.entries(this.ports.userId)).filter((entry) => !known.has(entry.assignmentId))
    this.entries = [...left, ...this.entries]
    this.publish()
    this.kick()
  }

  /** Resolves when the entry is safe on this device; sending goes on by itself. */
  async add(entry: OutboxEntry): Promise<void> {
    this.entries = [...this.entries.filter((other) => other.assignmentId !== entry.assignmentId), entry]
    this.publish()
    await this.ports.store.putEntry(entry)
    this.kick()
  }

  /**
   * Takes an entry back before it was sent; false when it is gone or on its way just now. `keep` has to put its content elsewhere: the device lets
   * go of the entry only after that, so that a crash in between leaves the answer in one place at least.
   */
  async takeBack(assignmentId: string, keep: () => void): Promise<boolean> {
    const entry = this.entries.find((candidate) => candidate.assignmentId === assignmentId)
    if (!entry || this.inFlight === assignmentId) return false
    this.drop(assignmentId)
    keep()
    await this.ports.store.removeEntry(assignmentId)
    return true
  }

  /** Sends a refused one again, after the reason is gone. */
  async retry(assignmentId: string): Promise<void> {
    const entry = this.entries.find((candidate) => candidate.assignmentId === assignmentId)
    if (entry) await this.add({ ...entry, refusal: null })
  }

  /** Lets go of a refused one: the person has what they need of it. */
  async discard(assignmentId: string): Promise<void> {
    const entry = this.entries.find((candidate) => candidate.assignmentId === assignmentId)
    if (!entry || entry.refusal === null) return
    this.drop(assignmentId)
    await this.ports.store.removeEntry(assignmentId)
  }

  /** Tries at once: back online, signed in again, 'Try now'. */
  kick(): void {
    this.stopWaiting?.()
    this.stopWaiting = null
    this.retryAt = null
    if (!this.running) void this.run()
  }

  stop(): void {
    this.stopWaiting?.()
    this.stopWaiting = null
  }

  private waiting(): OutboxEntry[] {
    return this.entries.filter((entry) => entry.refusal === null)
  }

  private async run(): Promise<void> {
    this.running = true
    let ended: RunEnd = { outcome: 'again', retryAfterMs: null }
    try {
      ended = await this.sendAll()
    } finally {
      // Also after a fault of our own: it is told, and the answers are tried again.
      this.running = false
      this.rest(ended)
    }
  }

  private async sendAll(): Promise<RunEnd> {
    const tried = new Set<string>()
    let outcome: RunEnd['outcome'] = 'done'
    let retryAfterMs: number | null = null
    while (outcome !== 'signed-out') {
      const entry = this.waiting().find((candidate) => !tried.has(candidate.assignmentId))
      if (!entry) break
      tried.add(entry.assignmentId)
      this.sending = {
        at: tried.size,
        of: tried.size + this.waiting().filter((other) => !tried.has(other.assignmentId)).length,
      }
      if (this.phase !== 'offline') this.phase = 'sending'
      this.publish()
      const reply = await this.deliver(entry)
      if (reply.is === 'ok' || reply.is === 'refused') {
        this.failures = 0
        this.phase = 'sending'
        continue
      }
      outcome = reply.is === 'signed-out' ? 'signed-out' : 'again'
      if (reply.is === 'unreachable') retryAfterMs = reply.retryAfterMs
      if (reply.is === 'unreachable' && reply.offline) break
    }
    return { outcome, retryAfterMs }
  }

  private rest({ outcome, retryAfterMs }: RunEnd): void {
    if (outcome === 'done') {
      this.phase = 'idle'
      this.failures = 0
      this.publish()
      if (this.waiting().length > 0) this.kick()
      return
    }
    this.failures += 1
    this.phase = outcome === 'signed-out' ? 'signed-out' : 'offline'
    const delayMs = outcome === 'signed-out' ? 15_000 : (retryAfterMs ?? backoffMs(this.failures))
    this.retryAt = this.ports.now() + delayMs
    this.stopWaiting = this.ports.schedule(() => this.kick(), delayMs)
    this.publish()
  }

  private async deliver(entry: OutboxEntry): Promise<Reply<Delivered | null>> {
    this.inFlight = entry.assignmentId
    try {
      return await this.ports.exclusively<Reply<Delivered | null>>(`concord.send.${entry.assignmentId}`, async () => {
        if (!(await this.ports.store.hasEntry(entry.assignmentId))) {
          this.drop(entry.assignmentId)
          return { is: 'ok', value: null }
        }
        const reply = await this.ports.send(entry)
        if (reply.is === 'ok') await this.accepted(entry, reply.value)
        if (reply.is === 'refused') await this.refused(entry, reply)
        return reply
      })
    } finally {
      this.inFlight = null
    }
  }

  private async accepted(entry: OutboxEntry, reply: Delivered): Promise<void> {
    if (this.entries.includes(entry)) {
      await this.ports.store.removeEntry(entry.assignmentId)
      this.drop(entry.assignmentId)
    }
    this.ports.onAccepted(entry, reply)
  }

  private async refused(entry: OutboxEntry, reply: { status: number; code: string; message: string }): Promise<void> {
    const kept = { ...entry, refusal: { status: reply.status, code: reply.code, message: reply.message } }
    if (!this.entries.includes(entry)) return
    this.entries = this.entries.map((other) => (other === entry ? kept : other))
    await this.ports.store.putEntry(kept)
    this.publish()
    this.ports.onRefused(kept)
  }

  private drop(assignmentId: string): void {
    this.entries = this.entries.filter((entry) => entry.assignmentId !== assignmentId)
    this.publish()
  }

  private publish(): void {
    this.view = { entries: this.entries, phase: this.phase, sending: this.sending, retryAt: this.retryAt }
    for (const listener of this.listeners) listener()
  }
}
