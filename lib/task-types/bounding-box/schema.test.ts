import { describe, expect, test } from 'vitest'
import { samples } from './samples'
import { answerFor, type Config, configSchema, goldFor, type Payload, payloadSchema } from './schema'

const payload: Payload = payloadSchema.parse({ image: samples[0]?.media['images/cat.png'] })
const config: Config = configSchema.parse({ labels: ['Cat', 'Eye'] })
const box = { label: 'Cat', x: 0, y: 0, width: 10, height: 10 }

function refusal(boxes: unknown): string[] {
  return (
    answerFor(payload, config)
      .safeParse({ boxes })
      .error?.issues.map((issue) => issue.message) ?? []
  )
}

describe('answers', () => {
  test('a box may touch every border of the image', () => {
    expect(refusal([{ ...box, width: 451, height: 300 }])).toEqual([])
  })

  test('a box that leaves the image on any side is refused', () => {
    for (const outside of [{ x: -1 }, { y: -0.5 }, { x: 442 }, { y: 291 }, { width: 452 }, { height: 301 }]) {
      expect(refusal([{ ...box, ...outside }]), JSON.stringify(outside)).toHaveLength(1)
    }
  })

  test('a box below 1 px is refused', () => {
    expect(refusal([{ ...box, width: 0.99 }])[0]).toMatch(/at least 1 px/)
    expect(refusal([{ ...box, height: -5 }])[0]).toMatch(/at least 1 px/)
  })

  test('a label of another project is refused with those of this one', () => {
    expect(refusal([{ ...box, label: 'Dog' }])).toEqual(['“Dog” is not a label of this project. Use Cat, Eye.'])
  })

  test('coordinates that are no finite numbers are refused', () => {
    for (const x of ['1', null, Number.NaN, Number.POSITIVE_INFINITY]) expect(refusal([{ ...box, x }])).toHaveLength(1)
  })

  test('no boxes is an answer', () => expect(refusal([])).toEqual([]))
})

test('gold may be the list of boxes alone', () => {
  expect(goldFor(payload, config).parse([box])).toEqual({ boxes: [box] })
  expect(goldFor(payload, config).safeParse([{ ...box, x: -1 }]).success).toBe(false)
})

describe('config', () => {
  test('labels given by name take the colours of the palette in order', () => {
    expect(config.labels).toEqual([
      { name: 'Cat', color: 'label-1' },
      { name: 'Eye', color: 'label-2' },
    ])
  })

  test('a colour is one of the palette or hexadecimal, nothing that could carry style', () => {
    const parse = (color: string) => configSchema.safeParse({ labels: [{ name: 'Cat', color }] }).success
    expect([parse('label-12'), parse('#2b6fe0')]).toEqual([true, true])
    expect([parse('label-13'), parse('red;background:url(x)'), parse('url(x)')]).toEqual([false, false, false])
  })

  test('two labels of one name are refused', () => {
    expect(configSchema.safeParse({ labels: ['Cat', ' Cat '] }).success).toBe(false)
  })
})
