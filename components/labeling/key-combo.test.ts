import { describe, expect, test } from 'vitest'
import { comboOfPress, matchesKey, type PressedKey, parseKeyCombo, splitKeys } from './key-combo'

const press = (key: string, code: string, held: Partial<PressedKey> = {}): PressedKey => ({
  key,
  code,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...held,
})
const matches = (pressed: PressedKey, combo: string, mac = false) => matchesKey(pressed, parseKeyCombo(combo), mac)

describe('keys', () => {
  test('a letter is the one that the keyboard writes, on any Latin layout', () => {
    expect(matches(press('u', 'KeyF'), 'u')).toBe(true)
    expect(matches(press('y', 'KeyU'), 'u')).toBe(false)
  })

  test('a keyboard of another script reaches the letters by their place', () => {
    expect(matches(press('г', 'KeyU'), 'u')).toBe(true)
    expect(matches(press('ع', 'KeyU'), 'u')).toBe(true)
  })

  test('digits need no Shift on a French keyboard', () => {
    expect(matches(press('&', 'Digit1'), '1')).toBe(true)
    expect(matches(press('1', 'Digit1', { shiftKey: true }), 'shift+1')).toBe(true)
    expect(matches(press('1', 'Digit1', { shiftKey: true }), '1')).toBe(false)
    expect(matches(press('End', 'Numpad1'), '1')).toBe(false)
  })

  test('Mod is Command on a Mac and Control elsewhere', () => {
    expect(matches(press('p', 'KeyP', { metaKey: true }), 'mod+p', true)).toBe(true)
    expect(matches(press('p', 'KeyP', { ctrlKey: true }), 'mod+p', true)).toBe(false)
    expect(matches(press('p', 'KeyP', { ctrlKey: true }), 'mod+p', false)).toBe(true)
  })

  test('a plain key never acts while a modifier is held', () => {
    expect(matches(press('s', 'KeyS', { ctrlKey: true }), 's')).toBe(false)
    expect(matches(press('s', 'KeyS', { altKey: true }), 's')).toBe(false)
  })

  test('signs go by what they write, chords with Shift by place', () => {
    expect(matches(press('?', 'Slash', { shiftKey: true }), '?')).toBe(true)
    expect(matches(press('+', 'Equal', { shiftKey: true }), '+')).toBe(true)
    expect(matches(press('=', 'Equal'), 'equal')).toBe(true)
    expect(matches(press('<', 'Comma', { shiftKey: true, ctrlKey: true }), 'mod+shift+,')).toBe(true)
  })

  test('several keys may stand in one string', () => {
    expect(splitKeys('x, delete')).toEqual(['x', 'delete'])
    expect(splitKeys('mod+shift+,')).toEqual(['mod+shift+,'])
    expect(splitKeys(['1', ','])).toEqual(['1', ','])
  })

  test('a pressed chord is written in the form that is read', () => {
    expect(comboOfPress(press('D', 'KeyD', { ctrlKey: true, shiftKey: true }), false)).toBe('mod+shift+d')
    expect(comboOfPress(press('?', 'Slash', { shiftKey: true }), false)).toBe('?')
    expect(comboOfPress(press('Shift', 'ShiftLeft', { shiftKey: true }), false)).toBeNull()
  })
})
