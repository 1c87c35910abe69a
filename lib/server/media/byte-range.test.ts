import { expect, test } from 'vitest'
import { byteRange } from './byte-range'

test('a range is served, cut to the file, or said to be past its end', () => {
  const part = (start: number, end: number) => ({ kind: 'part', start, end })
  const whole = { kind: 'whole' }
  const table: [string | null, object][] = [
    [null, whole],
    ['bytes=0-', part(0, 99)],
    ['bytes=0-0', part(0, 0)],
    ['bytes=10-19', part(10, 19)],
    ['bytes=90-1000', part(90, 99)],
    ['bytes=99-', part(99, 99)],
    ['bytes=-10', part(90, 99)],
    ['bytes=-1000', part(0, 99)],
    ['bytes=100-', { kind: 'unsatisfiable' }],
    ['bytes=100-200', { kind: 'unsatisfiable' }],
    ['bytes=-0', { kind: 'unsatisfiable' }],
    ['bytes=99999999999999999999999-', { kind: 'unsatisfiable' }],
    ['bytes=20-10', whole],
    ['bytes=-', whole],
    ['bytes=0-1,5-6', whole],
    ['bytes=a-b', whole],
    ['items=0-1', whole],
    ['bytes=0x1-5', whole],
  ]
  for (const [header, expected] of table) expect(byteRange(header, 100), String(header)).toEqual(expected)
})
