import type { Json } from '@/lib/core/labeler'
import type { OpenAssignment, SubmitReply } from './assignment'
import { memoryStore } from './device-store'
import type { AnswerBody, LabelingApi, Reply } from './labeling-api'
import { LabelingSession } from './labeling-session'
import type { SessionPorts } from './session-view'

/** A clock that stands still until it is moved; scheduled calls run when their time comes. */
function handClock() {
  let now = 1_000_000
  let calls: { at: number; run: () => void }[] = []
  return {
    now: () => now,
    schedule: (run: () => void, delayMs: number) => {
      const call = { at: now + delayMs, run }
      calls.push(call)
      return () => {
        calls = calls.filter((other) => other !== call)
      }
    },
    async pass(ms: number) {
      now += ms
      const due = calls.filter((call) => call.at <= now)
      calls = calls.filter((call) => call.at > now)
      for (const call of due) call.run()
      await settle()
    },
  }
}

/** Lets every promise that can resolve do so. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 50; turn += 1) await Promise.resolve()
}

function assignmentOf(id: string, draft: Json = null, draftRevision = 0): OpenAssignment {
  const leaseExpiresAt = new Date(1_000_000 + 30 * 60_000).toISOString()
  return {
    id,
    taskId: `task-${id}`,
    batchId: 'batch',
    payload: { text: id },
    media: [{ id: `media-${id}`, mime: 'image/png' }],
    config: {},
    order: [],
    draft,
    draftRevision,
    leaseExpiresAt,
    guidelinesVersion: 1,
    suggested: false,
    sentBack: null,
    flag: null,
    note: null,
  }
}

type Mood = 'well' | 'offline' | 'broken' | 'signed-out' | 'refusing'

/** A queue in memory that behaves as the server does, and can be cut off. */
export class PretendQueue {
  mood: Mood = 'well'
  /** Gives what is open in the other order. */
  backwards = false
  readonly answers = new Map<string, Json>()
  readonly submits: string[] = []
  readonly released: string[] = []
  readonly skipped: string[] = []
  readonly savedDrafts = new Map<string, { draft: Json; revision: number }>()
  private readonly open = new Map<string, OpenAssignment>()

  constructor(private line: string[]) {}

  /** As the server: what is open first, then new ones. */
  claimNow(count: number): OpenAssignment[] {
    const open = [...this.open.values()]
    const again = (this.backwards ? open.reverse() : open).slice(0, count)
    const fresh = this.line.splice(0, count - again.length).map((id) => assignmentOf(id))
    for (const assignment of fresh) this.open.set(assignment.id, assignment)
    return [...again, ...fresh]
  }

  /** Someone gave a task back. */
  giveBack(id: string): void {
    this.line.push(id)
  }

  api(): LabelingApi {
    return {
      claim: async (count) => this.reply(() => this.claimNow(count)),
      submit: async (id, body) => this.reply(() => this.submitNow(id, body)),
      saveDraft: async (id, draft, revision) => this.draftReply(id, draft, revision),
      skip: async (id) =>
        this.reply(() => {
          this.skipped.push(id)
          this.open.delete(id)
          return null
        }),
      remark: async () => this.reply(() => null),
      renew: async () => this.reply(() => ({ leaseExpiresAt: new Date(1_000_000 + 60 * 60_000).toISOString() })),
      undo: async (id) =>
        this.reply(() => {
          const assignment = assignmentOf(id, this.answers.get(id) ?? null)
          this.open.set(id, assignment)
          return assignment
        }),
      release: (ids) => {
        this.released.push(...ids)
      },
    }
  }

  private submitNow(id: string, body: AnswerBody): SubmitReply {
    this.submits.push(id)
    this.answers.set(id, body.answer)
    this.open.delete(id)
    this.savedDrafts.delete(id)
    const done = this.answers.size
    return { progress: { done, total: 10, mine: done }, feedback: null, next: this.claimNow(body.next ?? 0) }
  }

  private draftReply(id: string, draft: Json, revision: number): Reply<{ revision: number }> {
    const stored = this.savedDrafts.get(id)
    if (this.mood === 'well' && stored && stored.revision > revision)
      return { is: 'refused', status: 409, code: 'conflict', message: 'Changed elsewhere.', problem: { ...stored } }
    return this.reply(() => {
      this.savedDrafts.set(id, { draft, revision: revision + 1 })
      return { revision: revision + 1 }
    })
  }

  private reply<T>(answer: () => T): Reply<T> {
    if (this.mood === 'offline') return { is: 'unreachable', retryAfterMs: null, offline: true }
    if (this.mood === 'broken') return { is: 'unreachable', retryAfterMs: null, offline: false }
    if (this.mood === 'signed-out') return { is: 'signed-out' }
    if (this.mood === 'refusing')
      return { is: 'refused', status: 422, code: 'invalid-content', message: 'No such label.', problem: {} }
    return { is: 'ok', value: answer() }
  }
}

export async function startVisit(queue: PretendQueue, store = memoryStore(), first = 3) {
  const clock = handClock()
  const ports: SessionPorts = {
    userId: 'amina',
    store,
    api: queue.api(),
    now: clock.now,
    schedule: clock.schedule,
    exclusively: (_name, run) => run(),
  }
  const session = new LabelingSession(ports, {
    assignments: queue.mood === 'well' ? queue.claimNow(first) : [],
    progress: { done: 0, total: 10, mine: 0 },
  })
  await session.start()
  await settle()
  return { session, store, clock }
}

/** The id of the task on the screen. */
export const onScreen = (session: LabelingSession) => session.snapshot().current?.assignment.id ?? null
/** Ids of what waits in the outbox, oldest first. */
export const waiting = (session: LabelingSession) =>
  session.outbox.snapshot().entries.map((entry) => entry.assignmentId)
export const ids = (count: number) => Array.from({ length: count }, (_, i) => `t${i + 1}`)

export async function answer(session: LabelingSession, label = 'positive'): Promise<void> {
  await session.submit({ label }, { label }, label, 1500)
  await settle()
}
