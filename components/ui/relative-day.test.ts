import { describe, expect, test } from 'vitest'
import { initialsOf } from './avatar'
import { formatDuration } from './duration'
import { formatShare } from './interval-bar'
import { keyText } from './key-cap'
import { dueWords } from './relative-day'

describe('words for numbers', () => {
  test('a deadline is told by its day, and no deadline not at all', () => {
    const now = new Date(2026, 10, 24, 22, 0)
    expect(dueWords(new Date(2026, 10, 24, 23, 30).toISOString(), now)).toEqual({ text: 'due today', pressing: true })
    expect(dueWords(new Date(2026, 10, 25, 1, 0).toISOString(), now)?.text).toBe('due tomorrow')
    expect(dueWords(new Date(2026, 10, 27).toISOString(), now)?.text).toBe('due Fri')
    expect(dueWords(new Date(2026, 11, 24).toISOString(), now)?.text).toBe('due 24 Dec')
    expect(dueWords(new Date(2026, 10, 20).toISOString(), now)).toEqual({ text: 'overdue', pressing: true })
    expect(dueWords('9999-12-31T00:00:00.000Z', now)).toBeNull()
  })

  test('times are said as people say them', () => {
    expect([8600, 48_200, 120_000, 6_360_000].map(formatDuration)).toEqual(['8.6 s', '48 s', '2 min', '1 h 46 min'])
  })

  test('shares have no leading zero', () => {
    expect([0.71, -0.05, 1].map((value) => formatShare(value))).toEqual(['.71', '−.05', '1.00'])
  })

  test('keys are named as the keyboard at hand names them', () => {
    expect(keyText('mod+enter', true)).toBe('⌘ ↵')
    expect(keyText('mod+shift+d', false)).toBe('Ctrl Shift D')
    expect(keyText('+', false)).toBe('+')
  })

  test('initials come from the first and last name, whole characters of any script', () => {
    expect(['Amina Rahimi', 'Noor', 'أمينة رحيمي', '𝒜da Q'].map(initialsOf)).toEqual(['AR', 'N', 'أر', '𝒜Q'])
  })
})
