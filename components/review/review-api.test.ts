import { expect, test } from 'vitest'
import { reviewApi } from './review-api'
import type { Revealed } from './review-task'

const task = {
  taskId: 't1',
  batchId: 'b1',
  batchName: 'Batch',
  answers: [{ letter: 'A', answer: { label: 'x' }, summary: 'x', flag: null, note: null }],
  basis: 'these',
  draft: null,
  draftRevision: 0,
  leaseExpiresAt: '2026-01-01T00:00:00.000Z',
  guidelinesVersion: 1,
}

function served(replies: Record<string, unknown>, passedToo = false) {
  const calls: { path: string; body: unknown }[] = []
  const revealed: Revealed[] = []
  let at = 0
  const send: typeof fetch = async (path, init) => {
    calls.push({ path: String(path), body: JSON.parse(String(init?.body ?? 'null')) })
    return Response.json(replies[String(path)] ?? {})
  }
  const api = reviewApi(
    { projectId: 'p1', passedToo },
    (_, shown) => revealed.push(shown),
    send,
    () => at,
  )
  return { api, calls, revealed, wait: (ms: number) => (at += ms) }
}

test('a claimed task is an assignment under the task’s own id', async () => {
  const { api, calls } = served({ '/api/v1/review/claim': { tasks: [task] } })
  expect(await api.claim(2)).toMatchObject({
    is: 'ok',
    value: [{ id: 't1', batchId: 'b1', payload: { basis: 'these' } }],
  })
  expect(calls).toEqual([{ path: '/api/v1/review/claim', body: { projectId: 'p1', count: 2 } }])
})

test('a verdict asks for the next tasks, and brings to light whose answers they were', async () => {
  const reply = {
    progress: { done: 1, total: 3, mine: 1, passed: 0 },
    next: [task],
    revealed: {
      answers: [{ letter: 'A', annotator: 'annotator-1', summary: 'x' }],
      gold: { answer: {}, summary: 'y' },
    },
  }
  const { api, calls, revealed } = served({ '/api/v1/review/t0/decide': reply })
  const verdict = { how: 'accepted', annotation: 'A', basis: 'these' }
  expect(await api.submit('t0', { answer: verdict, timeSpentMs: 0, next: 2 })).toMatchObject({
    is: 'ok',
    value: { progress: { done: 1, total: 3 }, next: [{ id: 't1' }] },
  })
  expect(calls[0]?.body).toEqual({ ...verdict, next: 2 })
  expect(revealed).toEqual([{ answers: [{ letter: 'A', annotator: 'annotator-1', summary: 'x' }], gold: 'y' }])
})

test('whoever takes up what they had passed gets the rest of it too, with each verdict and when they look again', async () => {
  const { api, calls } = served(
    { '/api/v1/review/claim': { tasks: [task] }, '/api/v1/review/t0/decide': { next: [] } },
    true,
  )
  await api.claim(2)
  await api.submit('t0', { answer: { how: 'anew', answer: 1 }, timeSpentMs: 0, next: 3 })
  expect(calls.map(({ body }) => body)).toEqual([
    { projectId: 'p1', count: 2, passedToo: true },
    { how: 'anew', answer: 1, next: 3, passedToo: true },
  ])
})

test('passing, sending back and asking one more labeler go to addresses of their own', async () => {
  const { api, calls } = served({})
  await api.skip('t1', JSON.stringify({ to: 'reviewers' }), '')
  await api.skip('t1', JSON.stringify({ to: 'others' }), '')
  const back = { to: 'labeler', annotation: 'A', basis: 'these', note: 'Look at the end' }
  await api.skip('t1', JSON.stringify(back), '')
  expect(calls.map(({ path, body }) => [path.split('/').at(-1), body])).toEqual([
    ['pass', {}],
    ['send-back', { to: 'others' }],
    ['send-back', back],
  ])
})

test('a lease is renewed every few minutes, however often the page asks', async () => {
  const { api, calls, wait } = served({ '/api/v1/review/t1/renew': { leaseExpiresAt: task.leaseExpiresAt } })
  await api.renew('t1')
  wait(60_000)
  await api.renew('t1')
  wait(5 * 60_000)
  await api.renew('t1')
  expect(calls).toHaveLength(2)
})
