import fc from 'fast-check'
import type { GivenTask } from './round-trip.fixture'

/** Text as people write it: any script, line ends, quotes; no white space around, which subtitles and manifests trim. */
export const words = fc
  .array(
    fc.constantFrom(
      'a',
      'Ω',
      '猫',
      '👋',
      'é',
      '"',
      "'",
      '<b>',
      '&amp;',
      ',',
      ';',
      '\\',
      '{',
      '] ',
      ' ',
      '=1+1',
      '--',
      'שלום',
    ),
    {
      minLength: 1,
      maxLength: 8,
    },
  )
  .map((parts) => `x${parts.join('')}x`)
const annotator = fc.constantFrom('ada', 'Ben Ö.', 'cyd@example.org', '员工 7')
const when = fc.integer({ min: 1_000_000_000_000, max: 1_800_000_000_000 }).map((ms) => new Date(ms).toISOString())
const meta = fc.constantFrom<Record<string, unknown>>({}, { source: 'forum', page: 3, tags: ['a', { b: null }] })

export function tasksOf<Payload>(
  payload: fc.Arbitrary<Payload>,
  answerTo: (payload: Payload) => fc.Arbitrary<Record<string, unknown>>,
  order: readonly number[],
  most = 3,
): fc.Arbitrary<GivenTask[]> {
  const annotation = (given: Payload) =>
    fc.tuple(annotator, answerTo(given), when, fc.nat(1_000_000)).map(([name, answer, createdAt, timeSpentMs]) => ({
      annotator: name,
      answer,
      createdAt,
      timeSpentMs,
      order: [...order],
    }))
  const annotated = payload.chain((given) =>
    fc
      .tuple(
        fc.option(answerTo(given), { nil: null }),
        meta,
        fc.uniqueArray(annotation(given), { selector: (own) => own.annotator, minLength: 1, maxLength: most }),
      )
      .map(
        ([gold, about, annotations]): GivenTask => ({
          id: '',
          externalId: null,
          payload: given,
          gold,
          meta: about,
          annotations,
        }),
      ),
  )
  return fc
    .array(annotated, { minLength: 1, maxLength: 4 })
    .map((tasks) => tasks.map((task, index) => ({ ...task, id: `task-${index}`, externalId: `line ${index}` })))
}

const turns = (question: string) => [{ role: 'user', content: question }]
const reply = (content: string) => ({ content: [{ role: 'assistant', content }] })
const model = fc.constantFrom('model 1', 'model 2', null)

export const pair = fc
  .record({ question: words, one: words, other: words, models: fc.tuple(model, model) })
  .filter(({ one, other }) => one !== other)
  .map(({ question, one, other, models: [a, b] }) => ({
    prompt: turns(question),
    responses: [
      { ...reply(one), model: a },
      { ...reply(`${other}!`), model: b },
    ],
  }))
export const judgement = fc.oneof(
  fc.record({ choice: fc.constantFrom('a', 'b'), strength: fc.constantFrom(1, 2, 3), rationale: words }),
  fc.record({ choice: fc.constantFrom('a', 'b'), strength: fc.constantFrom(1, 2, 3) }),
  fc.record({ choice: fc.constantFrom('tie', 'both-bad') }),
)
export const pairConfig = { strength: true, tie: true, bothBad: true, rationale: 'optional', aspects: [] }
export const plainConfig = { strength: false, tie: true, bothBad: true, rationale: 'off', aspects: [] }
export const bareChoice = fc.record({ choice: fc.constantFrom('a', 'b', 'tie', 'both-bad') })

export const ranked = fc.uniqueArray(words, { minLength: 3, maxLength: 5 }).map((replies) => ({
  prompt: turns('Which?'),
  responses: replies.map((text, i) => ({ ...reply(text), model: i === 0 ? null : `m${i}` })),
}))
export const ranks = ({ responses }: { responses: unknown[] }) =>
  fc
    .array(fc.integer({ min: 1, max: 3 }), { minLength: responses.length, maxLength: responses.length })
    .map((given) => {
      const places = [...new Set(given)].sort((a, b) => a - b)
      return { ranks: given.map((rank) => places.indexOf(rank) + 1) }
    })

export const textConfig = { labels: [{ value: 'positive' }, { value: 'größte; "1"' }, { value: 'neutral' }] }
export const textPayload = words.map((text) => ({ text }))
export const label = () => fc.constantFrom('positive', 'größte; "1"', 'neutral').map((value) => ({ label: value }))

const imageOf = (name: string) => ({
  id: `media-${name}`,
  name,
  sha256: 'x',
  mime: 'image/png',
  width: 641,
  height: 479,
  durationSeconds: null,
})
export const picture = fc.constantFrom('a.png', 'set/ö 1.png', '猫.png').map((name) => ({ image: imageOf(name) }))
const hundredths = (least: number, most: number) =>
  fc.integer({ min: least * 100, max: most * 100 }).map((value) => value / 100)
const box = fc.record({
  label: fc.constantFrom('cat', 'a & "b"', '狗'),
  x: hundredths(0, 300),
  y: hundredths(0, 200),
  width: hundredths(1, 300),
  height: hundredths(1, 200),
})
export const boxConfig = { labels: ['cat', 'a & "b"', '狗'] }
export const boxes = (least: number) => () =>
  fc.array(box, { minLength: least, maxLength: 4 }).map((given) => ({ boxes: given }))

const soundOf = (name: string) => ({
  id: `media-${name}`,
  name,
  sha256: 'x',
  mime: 'audio/wav',
  width: null,
  height: null,
  durationSeconds: 60,
})
export const recording = fc
  .constantFrom('talk.wav', 'b-ö.wav')
  .map((name) => ({ audio: soundOf(name), language: 'en', hypothesis: null }))
export const speechConfig = { segments: true, speakers: ['Ann', 'Bo & Co'], unit: 'auto' }
export const segments = () =>
  fc
    .array(
      fc.record({
        length: fc.integer({ min: 100, max: 9_000 }),
        text: words,
        speaker: fc.constantFrom('Ann', 'Bo & Co', undefined),
      }),
      { minLength: 1, maxLength: 4 },
    )
    .map((given) => {
      let at = 0
      const timed = given.map(({ length, text, speaker }) => {
        const start = at / 1000
        at += length
        return { start, end: at / 1000, text, ...(speaker === undefined ? {} : { speaker }) }
      })
      return { text: timed.map(({ text }) => text).join(' '), segments: timed }
    })
