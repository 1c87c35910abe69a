import { expect, test } from 'vitest'
import { quoted } from './quoted'

test('any value can stand in a message, and none makes it long', () => {
  expect(quoted('good')).toBe('“good”')
  expect(quoted(null)).toBe('“null”')
  expect(quoted({ toString: 1 })).toBe('“{…}”')
  expect(quoted([Object.create(null)])).toBe('“[…]”')
  expect(quoted(`${'x'.repeat(59)}👋y`)).toBe(`“${'x'.repeat(59)}…”`)
})
