/** One key with its modifiers, read from `mod+shift+d`, `1`, `=`, `arrowup`. */
export interface KeyCombo {
  mod: boolean
  ctrl: boolean
  meta: boolean
  alt: boolean
  shift: boolean
  /** Lower-case letter, digit, sign, or a name such as `enter`. */
  key: string
}

/** The members of a keyboard event that decide a match. */
export interface PressedKey {
  key: string
  code: string
  ctrlKey: boolean
  metaKey: boolean
  altKey: boolean
  shiftKey: boolean
}

const named: Record<string, string> = {
  esc: 'escape',
  return: 'enter',
  left: 'arrowleft',
  right: 'arrowright',
  up: 'arrowup',
  down: 'arrowdown',
  ' ': 'space',
  del: 'delete',
  plus: '+',
  minus: '-',
  equal: '=',
  slash: '/',
  comma: ',',
  period: '.',
  bracketleft: '[',
  bracketright: ']',
  semicolon: ';',
  quote: "'",
  backquote: '`',
  backslash: '\\',
}

/** Where a sign lies on the keyboard, for chords with Shift, which turn the sign into another. */
const codeOfSign: Record<string, string> = {
  '=': 'Equal',
  '-': 'Minus',
  '/': 'Slash',
  ',': 'Comma',
  '.': 'Period',
  '[': 'BracketLeft',
  ']': 'BracketRight',
  ';': 'Semicolon',
  "'": 'Quote',
  '`': 'Backquote',
  '\\': 'Backslash',
}

/** Reads `mod+shift+d`. Case does not matter; `esc`, `up` and code names such as `bracketleft` are understood. */
export function parseKeyCombo(text: string): KeyCombo {
  const parts = text === '+' ? ['+'] : text.toLowerCase().split('+')
  if (text.endsWith('++')) parts.splice(-2, 2, '+')
  const last = parts.at(-1) ?? ''
  const key = last === ' ' ? 'space' : last.trim()
  const before = new Set(parts.slice(0, -1).map((part) => part.trim()))
  return {
    mod: before.has('mod'),
    ctrl: before.has('ctrl') || before.has('control'),
    meta: before.has('meta'),
    alt: before.has('alt'),
    shift: before.has('shift'),
    key: named[key] ?? key,
  }
}

/** Several combos in one string, `x, delete`; a comma alone is the comma key. */
export function splitKeys(keys: string | readonly string[]): string[] {
  const list = typeof keys === 'string' ? [keys] : keys
  return list.flatMap((text) =>
    text.trim() === ',' || text.endsWith('+,') ? [text.trim()] : text.split(',').map((part) => part.trim() || ' '),
  )
}

/**
 * Does this key press mean the combo? Letters go by what they write, so that U is U on every Latin keyboard, and by place where
 * the keyboard writes another script. Digits go by place (on a French keyboard they need Shift otherwise). Signs go by what they write.
 */
export function matchesKey(pressed: PressedKey, combo: KeyCombo, mac: boolean): boolean {
  const ctrl = combo.ctrl || (combo.mod && !mac)
  const meta = combo.meta || (combo.mod && mac)
  if (pressed.ctrlKey !== ctrl || pressed.metaKey !== meta || pressed.altKey !== combo.alt) return false
  const written = pressed.key === ' ' ? 'space' : pressed.key.toLowerCase()
  if (/^[a-z]$/.test(combo.key)) {
    if (pressed.shiftKey !== combo.shift) return false
    return /^[a-z]$/.test(written) ? written === combo.key : pressed.code === `Key${combo.key.toUpperCase()}`
  }
  if (/^[0-9]$/.test(combo.key)) {
    const byPlace = pressed.code === `Digit${combo.key}` || pressed.code === `Numpad${combo.key}`
    return byPlace && pressed.shiftKey === combo.shift && !(pressed.code.startsWith('Numpad') && written !== combo.key)
  }
  if (combo.key.length === 1) {
    if (combo.shift) return pressed.shiftKey && (pressed.code === codeOfSign[combo.key] || written === combo.key)
    return written === combo.key
  }
  return pressed.shiftKey === combo.shift && written === combo.key
}

/** How a combo is written back, in the form `parseKeyCombo` reads; null for a modifier pressed alone. */
export function comboOfPress(pressed: PressedKey, mac: boolean): string | null {
  if (/^(control|shift|alt|meta|altgraph|capslock|dead|unidentified)$/i.test(pressed.key)) return null
  const digit = /^(?:Digit|Numpad)([0-9])$/.exec(pressed.code)?.[1]
  const letter = /^Key([A-Z])$/.exec(pressed.code)?.[1]?.toLowerCase()
  const written = pressed.key === ' ' ? 'space' : pressed.key.toLowerCase()
  const key = digit ?? (/^[a-z]$/.test(written) ? written : (letter ?? written))
  const isSign = key.length === 1 && !/^[a-z0-9]$/.test(key)
  const parts = [
    (mac ? pressed.metaKey : pressed.ctrlKey) ? 'mod' : null,
    pressed.altKey ? 'alt' : null,
    pressed.shiftKey && !isSign ? 'shift' : null,
    key,
  ]
  return parts.filter((part) => part !== null).join('+')
}
