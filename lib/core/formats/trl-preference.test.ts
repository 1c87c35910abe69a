import { describe, expect, test } from 'vitest'
import type { Message } from '../conversation/message'
import { AppError } from '../errors'
import { isTextPair, readTrlPreference } from './trl-preference'

const user = (content: string): Message => ({ role: 'user', content })
const assistant = (content: string): Message => ({ role: 'assistant', content })

describe('TRL rows of others', () => {
  test('chats without a prompt are cut after the turns that both share, and each side keeps its last answer', () => {
    const shared = [user('a'), assistant('b')]
    const row = { chosen: [...shared, user('c'), assistant('d')], rejected: [...shared, user('c'), assistant('e')] }
    expect(readTrlPreference(row)).toEqual({
      prompt: [...shared, user('c')],
      chosen: [assistant('d')],
      rejected: [assistant('e')],
      about: {},
    })
    expect(readTrlPreference({ chosen: shared, rejected: [...shared, user('x'), assistant('y')] })).toMatchObject({
      prompt: [user('a')],
      chosen: [assistant('b')],
      rejected: [assistant('b'), user('x'), assistant('y')],
    })
  })

  test('a prompt that the chats repeat is taken out of them; one beside them as a bare text is not believed', () => {
    const sides = { chosen: [user('a'), assistant('b')], rejected: [user('a'), assistant('c')] }
    const split = { prompt: [user('a')], chosen: [assistant('b')], rejected: [assistant('c')], about: {} }
    expect(readTrlPreference({ prompt: 'a', ...sides })).toEqual(split)
    expect(readTrlPreference({ prompt: [user('a')], ...sides })).toEqual(split)
    expect(readTrlPreference({ prompt: [], ...sides })).toEqual(split)
    expect(readTrlPreference({ prompt: 'A title', ...sides })).toEqual(split)
    expect(readTrlPreference({ prompt: 'a', chosen: [assistant('b')], rejected: [assistant('c')] })).toEqual(split)
  })

  test('texts without a prompt stay whole: no prompt is invented from shared characters', () => {
    const read = readTrlPreference({ chosen: 'The sky is blue.', rejected: 'The sky is green.', margin: 0.5 })
    expect(isTextPair(read)).toBe(true)
    expect(read).toEqual({ chosen: 'The sky is blue.', rejected: 'The sky is green.', margin: 0.5, about: {} })
  })

  test('texts with a prompt are one turn each', () => {
    expect(readTrlPreference({ prompt: 'The sky is', chosen: ' blue.', rejected: ' green.' })).toEqual({
      prompt: [user('The sky is')],
      chosen: [assistant(' blue.')],
      rejected: [assistant(' green.')],
      about: {},
    })
  })

  test('a broken row is refused with its field', () => {
    for (const [row, field] of [
      [{ chosen: 'a', rejected: [assistant('b')] }, 'chosen'],
      [{ prompt: 7, chosen: 'a', rejected: 'b' }, 'prompt'],
      [{ chosen: [assistant('a')], rejected: [{ role: 'bot', content: 'b' }] }, 'rejected'],
      [{ chosen: 'a', rejected: 'b', margin: 'much' }, 'margin'],
    ] as const) {
      expect(() => readTrlPreference(row)).toThrow(new RegExp(`field “${field}”`))
      expect(() => readTrlPreference(row)).toThrow(AppError)
    }
  })
})
