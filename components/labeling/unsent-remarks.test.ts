import { beforeEach, expect, test, vi } from 'vitest'
import { keepUnsent, readUnsent } from './unsent-remarks'

beforeEach(() => {
  const kept = new Map<string, string>()
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  })
})

test('words typed about a task are there after a reload, until they are sent', () => {
  keepUnsent('t1', { note: 'half a thought' })
  keepUnsent('t2', { flag: 'broken' })
  expect(readUnsent('t1')).toEqual({ note: 'half a thought' })
  keepUnsent('t1', {})
  expect(readUnsent('t1')).toEqual({})
  expect(readUnsent('t2')).toEqual({ flag: 'broken' })
})

test('of very many tasks the words of the newest are kept', () => {
  for (let n = 0; n < 60; n++) keepUnsent(`t${n}`, { note: String(n) })
  expect(readUnsent('t0')).toEqual({})
  expect(readUnsent('t59')).toEqual({ note: '59' })
  expect(readUnsent('t20')).toEqual({ note: '20' })
})

test('what is no record of ours is nothing', () => {
  localStorage.setItem('concord.remarks', '{"t1":{"note":3},"t2":4')
  expect(readUnsent('t1')).toEqual({})
})
