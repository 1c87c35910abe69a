import { expect, test } from 'vitest'
import { clockText, spokenTime } from './clock-text'
import { parsePeaks } from './peaks'

test('times carry their rounding and hours appear only when there are any', () => {
  expect(clockText(6.42)).toBe('0:06.42')
  expect(clockText(59.996)).toBe('1:00.00')
  expect(clockText(3725.5)).toBe('1:02:05.50')
  expect(clockText(65, false)).toBe('1:05')
  expect(clockText(-1)).toBe('0:00.00')
})

test('times are spoken in words', () => {
  expect(spokenTime(6.42)).toBe('6.4 seconds')
  expect(spokenTime(62)).toBe('1 minute 2 seconds')
})

test('peaks are one list of numbers a channel, anything else is no peaks', () => {
  expect(
    parsePeaks({
      durationSeconds: 1,
      peaks: [
        [0, 0.5],
        [1, 0],
      ],
    }),
  ).toEqual([
    [0, 0.5],
    [1, 0],
  ])
  for (const odd of [null, [], { peaks: [] }, { peaks: [0, 1] }, { peaks: [['a']] }, 'x'])
    expect(parsePeaks(odd)).toBeNull()
})
