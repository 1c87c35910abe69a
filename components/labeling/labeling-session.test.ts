import { describe, expect, test } from 'vitest'
import { answer, ids, onScreen, PretendQueue, settle, startVisit, waiting } from './test-labeling'

describe('a visit to a queue', () => {
  test('the next task is on the screen before the server has replied', async () => {
    const { session } = await startVisit(new PretendQueue(ids(6)))
    void session.submit({ label: 'positive' }, null, 'Positive', 900)
    expect(onScreen(session)).toBe('t2')
    expect(waiting(session)).toEqual(['t1'])
  })

  test('the files of the tasks held ready are known before their turn, next first', async () => {
    const { session } = await startVisit(new PretendQueue(ids(6)))
    expect(session.tasks.mediaAhead().map(({ id }) => id)).toEqual(['media-t2', 'media-t3', 'media-t4'])
    await answer(session)
    expect(session.tasks.mediaAhead()[0]?.id).toBe('media-t3')
  })

  test('one round trip an answer brings the next tasks, and every task is answered once', async () => {
    const queue = new PretendQueue(ids(10))
    const { session } = await startVisit(queue)
    const seen: string[] = []
    while (onScreen(session) !== null) {
      seen.push(onScreen(session) ?? '')
      await answer(session)
    }
    expect(seen).toEqual(ids(10))
    expect(queue.submits).toEqual(ids(10))
    expect(session.snapshot().mode).toBe('finished')
  })

  test('undo takes an answer out of the outbox while it waits there', async () => {
    const queue = new PretendQueue(ids(6))
    const { session } = await startVisit(queue)
    queue.mood = 'offline'
    await answer(session, 'neutral')
    await session.undo()
    expect(onScreen(session)).toBe('t1')
    expect(session.snapshot().current?.draft).toEqual({ label: 'neutral' })
    expect(waiting(session)).toEqual([])
    queue.mood = 'well'
    await answer(session, 'positive')
    expect(queue.submits).toEqual(['t1'])
    expect(onScreen(session)).toBe('t2')
  })

  test('undo brings a sent answer back, steps further back each time, and the task that was on the screen follows', async () => {
    const queue = new PretendQueue(ids(6))
    const { session } = await startVisit(queue)
    await answer(session, 'neutral')
    await answer(session, 'negative')
    await session.undo()
    expect(onScreen(session)).toBe('t2')
    await session.undo()
    expect(onScreen(session)).toBe('t1')
    await answer(session, 'positive')
    expect(onScreen(session)).toBe('t2')
    await answer(session, 'positive')
    expect(onScreen(session)).toBe('t3')
    expect(queue.submits).toEqual(['t1', 't2', 't1', 't2'])
  })

  test('tasks begun and put aside by undo do not hide those that are still in line', async () => {
    const queue = new PretendQueue(ids(10))
    const { session, clock } = await startVisit(queue)
    for (const turn of [1, 2]) {
      await answer(session, `first ${turn}`)
      session.tasks.edited({ label: 'begun' })
      await clock.pass(1000)
    }
    await session.undo()
    await session.undo()
    await clock.pass(1000)
    while (onScreen(session) !== null) await answer(session, 'final')
    expect([...queue.answers.keys()].sort()).toEqual(ids(10).sort())
    expect([...queue.answers.values()]).toEqual(Array(10).fill({ label: 'final' }))
  })

  test('what was written in the task that undo put aside is there when it comes again', async () => {
    const queue = new PretendQueue(ids(6))
    const { session, clock } = await startVisit(queue)
    await answer(session, 'neutral')
    session.tasks.edited({ text: 'begun in the second' })
    await clock.pass(1000)
    session.tasks.edited({ text: 'begun in the second, and more' })
    await session.undo()
    await answer(session, 'positive')
    expect(onScreen(session)).toBe('t2')
    expect(session.snapshot().current?.draft).toEqual({ text: 'begun in the second, and more' })
    session.tasks.edited({ text: 'begun in the second, and more still' })
    await clock.pass(2000)
    await clock.pass(2000)
    expect(session.snapshot().draft).toEqual({ is: 'saved' })
    expect(queue.savedDrafts.get('t2')?.draft).toEqual({ text: 'begun in the second, and more still' })
  })

  test('a skipped task is not an answer and does not come back', async () => {
    const queue = new PretendQueue(ids(4))
    const { session } = await startVisit(queue)
    await session.skip('not-sure', 'Not sure')
    await settle()
    expect(queue.skipped).toEqual(['t1'])
    expect(onScreen(session)).toBe('t2')
    expect(session.snapshot().undoable).toEqual([])
    expect(session.snapshot().progress?.done).toBe(0)
  })

  test('progress counts answers that are still on their way', async () => {
    const queue = new PretendQueue(ids(6))
    const { session } = await startVisit(queue)
    queue.mood = 'offline'
    await answer(session)
    await answer(session)
    expect(session.snapshot().progress?.done).toBe(2)
  })

  test('leaving gives back the tasks fetched ahead, and keeps the one at work', async () => {
    const queue = new PretendQueue(ids(6))
    const { session } = await startVisit(queue)
    session.leavePage()
    expect(queue.released).not.toContain('t1')
    expect(queue.released).toContain('t2')
    expect(queue.released).toContain('t3')
  })

  test('a lost lease of a task fetched ahead is dropped in silence, of the one at work it is said', async () => {
    const { session } = await startVisit(new PretendQueue(ids(6)))
    session.tasks.leaseLost('t2', 'lease-lost', 'Its place has been taken.')
    expect(session.snapshot().lost).toBeNull()
    session.tasks.leaseLost('t1', 'lease-lost', 'Its place has been taken.')
    expect(session.snapshot().lost?.message).toBe('Its place has been taken.')
    session.tasks.leaveLost(false)
    expect(onScreen(session)).toBe('t3')
  })

  test('a queue that was empty when the page opened looks again on request', async () => {
    const queue = new PretendQueue([])
    const { session } = await startVisit(queue)
    expect(session.snapshot().mode).toBe('finished')
    queue.giveBack('t9')
    await session.tasks.lookAgain()
    await settle()
    expect(onScreen(session)).toBe('t9')
  })
})
