import { afterEach, expect, test, vi } from 'vitest'
import { nowMs } from './clock'

afterEach(() => vi.useRealTimers())

test.each([-1, 1])('a clock set %s day wrong does not move the time that leases are measured by', (days) => {
  const before = nowMs()
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + days * 86_400_000 })
  expect(Math.abs(nowMs() - before)).toBeLessThan(5_000)
})

test('a small correction of the clock is followed', () => {
  const corrected = Date.now() + 20_000
  vi.useFakeTimers({ toFake: ['Date'], now: corrected })
  expect(nowMs()).toBe(corrected)
})
