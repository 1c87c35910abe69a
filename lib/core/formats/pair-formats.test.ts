import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Message } from '../conversation/message'
import { isRecord } from '../long-table/row'
import { battle, battleOfPair, pairOfBattle } from './arena'
import { readHelpSteer } from './help-steer'
import { readHhRlhf } from './hh-rlhf'
import { readOpenAiPreference } from './openai-preference'
import { pairFormats } from './pair-formats'
import { isPair, type PairFormat, type PreferencePair } from './preference-pair'
import { readTrlPreference } from './trl-preference'

const user = (content: string): Message => ({ role: 'user', content })
const assistant = (content: string): Message => ({ role: 'assistant', content })

/** Words that could be taken for markup of some format, and others. */
const content = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 20 }).map((text) => text.replace(/\p{Surrogate}/gu, '')),
  fc.constantFrom(
    '',
    ' ',
    '\n',
    '\n\n',
    'x\n\nHuman',
    '\n\nHuman: hi',
    'Assistant:',
    '\n\nAssistant:',
    ': x',
    '\u2028',
  ),
)
const chat = fc
  .array(fc.tuple(content, content), { maxLength: 2 })
  .map((turns) => turns.flatMap(([asked, answered]) => [user(asked), assistant(answered)]))
const prompt = fc.tuple(chat, content).map(([before, asked]) => [...before, user(asked)])
const response = content.map((text) => [assistant(text)])
const pair: fc.Arbitrary<PreferencePair> = fc
  .record({ prompt, chosen: response, rejected: response, margin: fc.double({ min: 0, max: 3, noNaN: true }) })
  .map((parts) => ({ ...parts, about: { id: 'pair', n_annotators: 3 } }))
  .filter(isPair)

const written = (format: PairFormat, given: PreferencePair): Record<string, unknown>[] =>
  (format.write(given).rows ?? []).map((row) => JSON.parse(JSON.stringify(row)))

describe.each(Object.entries<PairFormat>(pairFormats))('%s', (_, format) => {
  test('writes a row or says what it cannot hold, and never NaN', () => {
    fc.assert(
      fc.property(pair, (given) => {
        const { rows, leftOut } = format.write(given)
        expect(rows === null).toBe(leftOut !== null)
        for (const row of rows ?? []) expect(JSON.parse(JSON.stringify(row))).toEqual(row)
      }),
    )
  })

  test('every row has the same keys, so that all rows load as one table', () => {
    const keys = new Set<string>()
    fc.assert(
      fc.property(pair, (given) => {
        for (const row of written(format, given)) keys.add(Object.keys(row).join())
        expect(keys.size).toBeLessThanOrEqual(1)
      }),
    )
  })

  test('what was chosen and what was rejected differ and never change sides', () => {
    const row = written(format, {
      prompt: [user('Which?')],
      chosen: [assistant('GOOD')],
      rejected: [assistant('BAD')],
      margin: 1,
      about: {},
    })
    const sides = row.map((one) => Object.entries(one).map(([key, value]) => [key, JSON.stringify(value)]))
    for (const [key, value] of sides.flat()) {
      if (value?.includes('GOOD'))
        expect(key).toMatch(/^(chosen|chosen_response|preferred_output|completion|completions|text)$/)
      if (value?.includes('BAD'))
        expect(key).toMatch(/^(rejected|rejected_response|non_preferred_output|completion|completions|text)$/)
    }
    // Where both stand under one key, their order tells them apart: the better comes first everywhere.
    const [better, worse] = ['GOOD', 'BAD'].map((word) => JSON.stringify(row).indexOf(word))
    expect(better).toBeGreaterThan(0)
    expect(worse).toBeGreaterThan(better ?? Number.POSITIVE_INFINITY)
  })
})

describe('what is written comes back', () => {
  test('TRL pairs with an explicit prompt, whole', () => {
    fc.assert(
      fc.property(pair, (given) => {
        const [row = {}] = written(pairFormats['trl-preference'], given)
        expect(readTrlPreference(row)).toEqual(JSON.parse(JSON.stringify(given)))
      }),
    )
  })

  test('TRL pairs with the prompt inside, whole', () => {
    fc.assert(
      fc.property(pair, (given) => {
        const [row = {}] = written(pairFormats['trl-reward'], given)
        expect(readTrlPreference(row)).toEqual(JSON.parse(JSON.stringify(given)))
      }),
    )
  })

  test('hh-rlhf transcripts: turns exactly, or refused where a text holds a marker', () => {
    fc.assert(
      fc.property(pair, (given) => {
        const [row] = written(pairFormats['hh-rlhf'], given)
        const marked = [...given.prompt, ...given.chosen, ...given.rejected].some(({ content: text }) =>
          /\n\n(Human|Assistant):/.test(text),
        )
        expect(row === undefined).toBe(marked)
        const { prompt: asked, chosen, rejected } = given
        if (row) expect(readHhRlhf(row)).toEqual({ prompt: asked, chosen, rejected, about: {} })
      }),
    )
  })

  test('OpenAI’s rows, but for what they have no place for', () => {
    fc.assert(
      fc.property(pair, (given) => {
        const [row = {}] = written(pairFormats.openai, given)
        const { prompt: asked, chosen, rejected } = given
        expect(readOpenAiPreference(row)).toEqual({ prompt: asked, chosen, rejected, about: {} })
      }),
    )
  })

  test('arena battles', () => {
    fc.assert(
      fc.property(pair, (given) => {
        const back = pairOfBattle(JSON.parse(JSON.stringify(battleOfPair(given, 1))))
        const { prompt: asked, chosen, rejected } = given
        expect(back).toMatchObject({ prompt: asked, chosen, rejected })
      }),
    )
  })
})

test('plain text joins question and answer by a space, and holds no longer chats', () => {
  const short = {
    prompt: [user('The sky is')],
    chosen: [assistant('blue.')],
    rejected: [assistant('green.')],
    about: {},
  }
  expect(written(pairFormats['trl-text'], short)).toEqual([
    { prompt: 'The sky is', chosen: ' blue.', rejected: ' green.' },
  ])
  expect(pairFormats['trl-text'].write({ ...short, prompt: [user('a'), assistant('b'), user('c')] }).leftOut).toMatch(
    /several turns/,
  )
})

test('HelpSteer’s negative says that response 1 is better, 0 is no pair', () => {
  const row = { context: [user('q')], response1: 'one', response2: 'two', domain: 'code' }
  expect(readHelpSteer({ ...row, overall_preference: -3 })).toEqual({
    prompt: [user('q')],
    chosen: [assistant('one')],
    rejected: [assistant('two')],
    margin: 3,
    about: { domain: 'code' },
  })
  expect(readHelpSteer({ ...row, overall_preference: 1 })).toMatchObject({ chosen: [assistant('two')], margin: 1 })
  expect(readHelpSteer({ ...row, overall_preference: 0 })).toBeNull()
  expect(() => readHelpSteer({ ...row, overall_preference: 4 })).toThrow(/overall_preference/)
})

test('OpenAI rows hold the keys that its service takes and no others', () => {
  const [row = {}] = written(pairFormats.openai, {
    prompt: [user('Which?')],
    chosen: [assistant('this')],
    rejected: [assistant('that')],
    margin: 2,
    about: { id: 'x' },
  })
  expect(Object.keys(row)).toEqual(['input', 'preferred_output', 'non_preferred_output'])
  expect(isRecord(row.input) && Object.keys(row.input)).toEqual(['messages', 'tools', 'parallel_tool_calls'])
})

test('a battle says tie in the words of the Arena, and a tie is no pair', () => {
  const chats: [Message[], Message[]] = [
    [user('q'), assistant('a')],
    [user('q'), assistant('b')],
  ]
  const models: [string, string] = ['m', 'n']
  const about = { questionId: 'q1', models, judge: 'ada', createdAt: null }
  for (const winner of ['tie', 'tie (bothbad)'] as const) {
    expect(pairOfBattle({ ...battle({ ...about, conversations: chats, winner }) })).toBeNull()
  }
  expect(pairOfBattle({ ...battle({ ...about, conversations: chats, winner: 'model_b' }) })).toEqual({
    prompt: [user('q')],
    chosen: [assistant('b')],
    rejected: [assistant('a')],
    about: { id: 'q1', models: { chosen: 'n', rejected: 'm' }, annotator: 'ada' },
  })
})
