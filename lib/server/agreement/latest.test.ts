import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { asOfSentence, Latest } from './latest'

// The server's clock follows no jumps: time stands still at the true one.
const moment = new Date()
beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'], now: moment }))
afterEach(() => void vi.useRealTimers())

const forever = Number.POSITIVE_INFINITY
const at = (version: number) => ({ version, answers: 10 * version })

/** Measurings that end when they are told to. */
function measuring() {
  const begun: { calmly: boolean; end: (value: string) => void; fail: (error: Error) => void }[] = []
  const make = (calmly: boolean) =>
    new Promise<string>((end, fail) => {
      begun.push({ calmly, end, fail })
    })
  return { begun, make }
}

test('the first is waited for, however little patience there is, and not measured twice', async () => {
  const { begun, make } = measuring()
  const latest = new Latest<string>()
  const asked = [latest.of(at(1), make, 0), latest.of(at(1), make, 0)]
  expect(begun.map(({ calmly }) => calmly)).toEqual([false])
  begun[0]?.end('one')
  expect(await Promise.all(asked)).toEqual([
    { value: 'one', asOf: null },
    { value: 'one', asOf: null },
  ])
  expect(await latest.of(at(1), make, 0)).toEqual({ value: 'one', asOf: null })
  expect(begun).toHaveLength(1)
})

test('while what changed is being measured the last is given with its moment, then the new one', async () => {
  const { begun, make } = measuring()
  const latest = new Latest<string>()
  const first = latest.of(at(1), make, 0)
  begun[0]?.end('one')
  await first
  const stale = { value: 'one', asOf: { at: moment.toISOString(), answers: 10 } }
  expect(await latest.of(at(2), make, 0)).toEqual(stale)
  expect(await latest.of(at(3), make, 0)).toEqual(stale)
  expect(begun).toHaveLength(2)
  begun[1]?.end('two')
  const now = await latest.of(at(2), make, forever)
  expect(now).toEqual({ value: 'two', asOf: null })
  expect(asOfSentence({ at: '2026-03-01T14:02:00.000Z', answers: 10 })).toBe(
    'As measured at 2026-03-01 14:02:00 UTC over 10 answers; what came since is being measured.',
  )
})

test('who has time gets those of now, even if others are being measured', async () => {
  const { begun, make } = measuring()
  const latest = new Latest<string>()
  const before = latest.of(at(1), make, forever)
  const now = latest.of(at(2), make, forever)
  begun[0]?.end('one')
  expect(await before).toEqual({ value: 'one', asOf: null })
  await vi.waitUntil(() => begun.length === 2)
  begun[1]?.end('two')
  expect(await now).toEqual({ value: 'two', asOf: null })
})

test('what took longer than anybody waits is not waited for, and begins once the page has its answer', async () => {
  const { begun, make } = measuring()
  const latest = new Latest<string>()
  const first = latest.of(at(1), make, 300)
  vi.setSystemTime(moment.getTime() + 400)
  begun[0]?.end('one')
  await first
  expect(await latest.of(at(2), make, 300)).toMatchObject({ value: 'one', asOf: { answers: 10 } })
  expect(begun.map(({ calmly }) => calmly)).toEqual([false, true])
})

test('what goes wrong while nobody waits is told to who asks next, and tried again', async () => {
  const { begun, make } = measuring()
  const latest = new Latest<string>()
  const first = latest.of(at(1), make, 0)
  begun[0]?.end('one')
  await first
  await latest.of(at(2), make, 0)
  begun[1]?.fail(new Error('The thread ended.'))
  await vi.waitFor(() => expect(latest.of(at(2), make, 0)).rejects.toThrow('The thread ended.'))
  const again = latest.of(at(2), make, forever)
  begun[2]?.end('two')
  expect(await again).toEqual({ value: 'two', asOf: null })
})
