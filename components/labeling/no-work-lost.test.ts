import { describe, expect, test } from 'vitest'
import { type LocalDraft, memoryStore } from './device-store'
import { withFallback } from './fallback-store'
import { answer, ids, onScreen, PretendQueue, settle, startVisit, waiting } from './test-labeling'

describe('a visit that goes wrong', () => {
  test('answers given without a connection wait here, and are sent in order, each once', async () => {
    const queue = new PretendQueue(ids(10))
    const { session, clock } = await startVisit(queue)
    queue.mood = 'offline'
    await answer(session)
    await answer(session)
    await answer(session)
    expect(queue.submits).toEqual([])
    expect(waiting(session)).toEqual(['t1', 't2', 't3'])
    expect(session.outbox.snapshot().phase).toBe('offline')
    queue.mood = 'well'
    await clock.pass(60_000)
    expect(queue.submits).toEqual(['t1', 't2', 't3'])
    expect(waiting(session)).toEqual([])
    expect(onScreen(session)).toBe('t4')
  })

  test('a task answered without a connection is never shown again, though the server still takes it for open', async () => {
    const queue = new PretendQueue(ids(7))
    const { session, clock } = await startVisit(queue)
    queue.mood = 'offline'
    await answer(session)
    await answer(session)
    queue.mood = 'well'
    await clock.pass(60_000)
    const seen = ['t1', 't2']
    while (onScreen(session) !== null) {
      seen.push(onScreen(session) ?? '')
      await answer(session)
    }
    expect(seen).toEqual(ids(7))
  })

  test('a server that fails for minutes loses nothing', async () => {
    const queue = new PretendQueue(ids(5))
    const { session, clock } = await startVisit(queue)
    queue.mood = 'broken'
    await answer(session)
    for (let minute = 0; minute < 5; minute += 1) await clock.pass(60_000)
    queue.mood = 'well'
    await clock.pass(60_000)
    expect(queue.answers.get('t1')).toEqual({ label: 'positive' })
  })

  test('an answer given after the session ended is sent after signing in again', async () => {
    const queue = new PretendQueue(ids(5))
    const { session } = await startVisit(queue)
    queue.mood = 'signed-out'
    await answer(session)
    expect(session.outbox.snapshot().phase).toBe('signed-out')
    queue.mood = 'well'
    session.outbox.kick()
    await settle()
    expect(queue.submits).toEqual(['t1'])
  })

  test('what the tab held when it was killed is sent by the next visit, and its task is not shown again', async () => {
    const queue = new PretendQueue(ids(6))
    const first = await startVisit(queue)
    queue.mood = 'offline'
    await answer(first.session)
    queue.mood = 'well'
    const second = await startVisit(queue, first.store)
    expect(queue.submits).toEqual(['t1'])
    expect(onScreen(second.session)).toBe('t2')
  })

  test('a draft of a killed tab comes back although the server never saw it', async () => {
    const queue = new PretendQueue(ids(3))
    const first = await startVisit(queue)
    queue.mood = 'offline'
    first.session.tasks.edited({ text: 'half a sentence' })
    await settle()
    queue.mood = 'well'
    const second = await startVisit(queue, first.store)
    expect(second.session.snapshot().current?.draft).toEqual({ text: 'half a sentence' })
    await second.clock.pass(1000)
    expect(queue.savedDrafts.get('t1')?.draft).toEqual({ text: 'half a sentence' })
  })

  test('a page that is loaded anew comes back to the task that was begun, in whatever order the server gives them', async () => {
    const queue = new PretendQueue(ids(4))
    const first = await startVisit(queue)
    first.session.tasks.edited({ text: 'half a word' })
    await settle()
    queue.backwards = true
    const second = await startVisit(queue, first.store, 4)
    expect(onScreen(second.session)).toBe('t1')
  })

  test('what the server refuses stays here with its reason, and the others go on', async () => {
    const queue = new PretendQueue(ids(6))
    const { session } = await startVisit(queue)
    queue.mood = 'refusing'
    await answer(session)
    queue.mood = 'well'
    await answer(session)
    const entries = session.outbox.snapshot().entries
    expect(entries.map((entry) => [entry.assignmentId, entry.refusal?.message])).toEqual([['t1', 'No such label.']])
    expect(queue.submits).toEqual(['t2'])
    await session.outbox.retry('t1')
    await settle()
    expect(queue.submits).toEqual(['t2', 't1'])
  })

  test('a refused answer goes when its labeler discards it, one that waits never does', async () => {
    const queue = new PretendQueue(ids(6))
    const { session, store } = await startVisit(queue)
    queue.mood = 'refusing'
    await answer(session)
    queue.mood = 'offline'
    await answer(session)
    for (const id of ['t1', 't2']) await session.outbox.discard(id)
    expect(waiting(session)).toEqual(['t2'])
    expect((await store.entries('amina')).map(({ assignmentId }) => assignmentId)).toEqual(['t2'])
  })

  test('two windows: the older text never replaces the newer one unasked', async () => {
    const queue = new PretendQueue(ids(3))
    const { session, clock } = await startVisit(queue)
    queue.savedDrafts.set('t1', { draft: { text: 'from the other window' }, revision: 5 })
    session.tasks.edited({ text: 'from this window' })
    await clock.pass(1000)
    expect(session.snapshot().draft).toEqual({ is: 'elsewhere', draft: { text: 'from the other window' }, revision: 5 })
    session.tasks.resolveElsewhere('mine')
    await settle()
    expect(queue.savedDrafts.get('t1')?.draft).toEqual({ text: 'from this window' })
  })

  test('an answer that is taken back lies in the draft before it leaves the outbox', async () => {
    const queue = new PretendQueue(ids(3))
    const kept = memoryStore()
    const order: string[] = []
    const store = {
      ...kept,
      putDraft: async (draft: LocalDraft) => {
        order.push('draft')
        await kept.putDraft(draft)
      },
      removeEntry: async (id: string) => {
        order.push('outbox')
        await kept.removeEntry(id)
      },
    }
    const { session } = await startVisit(queue, store)
    queue.mood = 'offline'
    await answer(session, 'neutral')
    order.length = 0
    await session.undo()
    expect(order).toEqual(['draft', 'outbox'])
  })

  test('an answer that this browser cannot store is sent all the same, and so is the next', async () => {
    const queue = new PretendQueue(ids(6))
    let troubles = 0
    const full = () => Promise.reject(new DOMException('full', 'QuotaExceededError'))
    const store = withFallback({ ...memoryStore(), putEntry: full, putDraft: full }, () => {
      troubles += 1
    })
    const { session, clock } = await startVisit(queue, store)
    queue.mood = 'offline'
    await answer(session)
    expect(troubles).toBeGreaterThan(0)
    expect(waiting(session)).toEqual(['t1'])
    queue.mood = 'well'
    await clock.pass(60_000)
    await answer(session)
    expect(queue.submits).toEqual(['t1', 't2'])
    expect(waiting(session)).toEqual([])
  })
})
