import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Unit } from '@/lib/core/agreement/figure'
import type { ExportedTask, Exporter } from '@/lib/core/export/contract'
import { writtenPlain } from '@/lib/core/export/write-exporter'
import type { AnyTaskType, Sample } from '@/lib/core/task-type'
import { exportedTask } from './exported-task.fixture'
import { isTaskTypeId, taskTypeOf, taskTypes } from './registry'

type AnySample = Sample<unknown, unknown, unknown>

/** Words that stand in a line where a labeler must never see them. */
const secrets = { model: 'secret-model-name', meta: 'secret-meta-value', gold: 'secret-gold-answer' }

test('an id that no type has is refused with the ids there are', () => {
  expect(isTaskTypeId('toString')).toBe(false)
  expect(() => taskTypeOf('toString')).toThrow(/Use one of .*bounding-box/)
})

for (const [id, spec] of Object.entries(taskTypes)) {
  describe(id, () => {
    test('its id is one that can stand in an address', () => expect(id).toMatch(/^[a-z]+(-[a-z]+)*$/))

    test('the default config is one of its own configs, and parsing it again changes nothing', () => {
      expect(spec.config.parse(spec.defaultConfig)).toEqual(spec.defaultConfig)
    })

    test('there are samples, each with at least two answers that differ', () => {
      expect(spec.samples.length).toBeGreaterThan(0)
      for (const { answers } of spec.samples) {
        expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBeGreaterThanOrEqual(2)
      }
    })

    test('it has at least one exporter and names what each is for', () => {
      expect(Object.keys(spec.exporters)).not.toHaveLength(0)
      for (const exporter of Object.values(spec.exporters)) {
        expect(exporter.label).not.toBe('')
        expect(exporter.description).toMatch(/\.$/)
      }
    })

    for (const [index, sample] of spec.samples.entries()) describe(`sample ${index + 1}`, () => lawsOf(spec, sample))
  })
}

function lawsOf(spec: AnyTaskType, sample: AnySample) {
  const config = spec.config.parse(sample.config)
  const payload = payloadOf(spec, sample, sample.line)
  const answers = sample.answers.map((answer) => spec.answerFor(payload, config).parse(answer))

  test('the line becomes a payload, and the stored payload reads back as itself', () => {
    expect(spec.payload.parse(JSON.parse(JSON.stringify(payload)))).toEqual(payload)
  })

  test('the files a line names are the files of its payload', () => {
    const named = spec.media(spec.line.parse(sample.line)).map((reference) => reference.name)
    expect(spec.mediaOf(payload).map((media) => media.name)).toEqual(named)
  })

  test('an empty object and a bare text are no lines', () => {
    expect(spec.line.safeParse({}).success).toBe(false)
    expect(spec.line.safeParse('text').success).toBe(false)
  })

  test('answers survive storage unchanged', () => {
    for (const answer of answers) {
      expect(spec.answerFor(payload, config).parse(JSON.parse(JSON.stringify(answer)))).toEqual(answer)
    }
  })

  test('each answer may be a gold answer', () => {
    for (const answer of answers) expect(spec.goldFor(payload, config).parse(answer)).toEqual(answer)
  })

  test('what must be refused is refused, with a sentence', () => {
    for (const nonsense of [sample.refused, null, [], 'yes', 7, {}]) {
      const result = spec.answerFor(payload, config).safeParse(nonsense)
      expect(result.success, JSON.stringify(nonsense)).toBe(false)
      expect(result.error?.issues[0]?.message).toBeTruthy()
    }
  })

  test('the distance is 0 on equal answers, symmetric and within 0 and 1', () => {
    const answer = fc.constantFrom(...answers)
    fc.assert(
      fc.property(answer, answer, (a, b) => {
        const distance = spec.distance(a, b, config)
        expect(distance).toBeGreaterThanOrEqual(0)
        expect(distance).toBeLessThanOrEqual(1)
        expect(spec.distance(b, a, config)).toBeCloseTo(distance, 12)
        if (JSON.stringify(a) === JSON.stringify(b)) expect(distance).toBe(0)
      }),
    )
    expect(answers.some((a) => answers.some((b) => spec.distance(a, b, config) > 0))).toBe(true)
  })

  test('every measure is a number or null with a reason', () => {
    const figures = spec.measures(unitsOf(answers), config, { bootstrap: 0, seed: 1 })
    expect(Object.keys(figures)).not.toHaveLength(0)
    for (const figure of [
      ...Object.values(figures),
      ...Object.values(spec.measures([], config, { bootstrap: 0, seed: 1 })),
    ]) {
      expect(figure.value === null).toBe(figure.reason !== null)
      if (figure.value !== null) expect(figure.value).not.toBeNaN()
    }
  })

  test('annotators who agree reach an alpha of 1 or are told why there is none', () => {
    const alike = answers.map((value, item) => ({
      item: String(item),
      ratings: ['a', 'b', 'c'].map((annotator) => ({ annotator, value })),
    }))
    const [headline] = Object.values(spec.measures(alike, config, { bootstrap: 0, seed: 1 }))
    expect(headline?.value).toBeCloseTo(1, 12)
  })

  test('a category that an answer has is a declared one', () => {
    if (!spec.category) return
    for (const answer of answers) {
      const category = spec.category.of(answer, config)
      if (category !== null) expect(spec.category.categories(config)).toContain(category)
    }
  })

  test('title and summary are short plain words', () => {
    expect(spec.title(payload)).not.toBe('')
    expect([...spec.title(payload)].length).toBeLessThanOrEqual(140)
    for (const answer of answers) expect(spec.summary(answer, config)).not.toBe('')
  })

  test('a labeler never sees model names, meta or gold', () => {
    const marked = payloadOf(spec, sample, withSecrets(sample.line))
    const seen = JSON.stringify(spec.view(marked))
    for (const secret of Object.values(secrets)) expect(seen).not.toContain(secret)
    expect(seen).not.toContain('"sha256"')
  })

  test('a labeler never sees the name of a file, which may give the answer away', () => {
    const seen = JSON.stringify(spec.view(payload))
    for (const { name } of spec.mediaOf(payload)) expect(seen).not.toContain(name)
  })

  for (const [format, exporter] of Object.entries(spec.exporters)) {
    test(`${format}: every file it writes can be read back, and the same tasks give the same bytes`, async () => {
      const task = exported(spec, sample, payload, answers)
      const files = await written(exporter, [task, { ...task, id: 'task-2', externalId: null }], config)
      expect(files.size).toBeGreaterThan(0)
      for (const [name, text] of files) readBack(name, text)
      expect(await written(exporter, [task, { ...task, id: 'task-2', externalId: null }], config)).toEqual(files)
      for (const name of files.keys()) expect(name).toMatch(/^(?!\/)(?!.*\.\.)[^\\:*?"<>|]+$/)
    })

    test(`${format}: no tasks give files that can be read too`, async () => {
      for (const [name, text] of await written(exporter, [], config)) readBack(name, text)
    })
  }
}

test('editor, review and config form of every type import where there is no browser', async () => {
  expect('window' in globalThis).toBe(false)
  for (const id of Object.keys(taskTypes)) {
    expect((await import(`./${id}/editor.tsx`)).default).toBeTypeOf('function')
    expect((await import(`./${id}/review.tsx`)).default).toBeTypeOf('function')
    expect((await import(`./${id}/config-form.tsx`)).default).toBeTypeOf('function')
  }
})

function payloadOf(spec: AnyTaskType, sample: AnySample, line: unknown): unknown {
  return spec.payload.parse(spec.store(spec.line.parse(line), new Map(Object.entries(sample.media))))
}

/** The line with a secret in every place that labelers must not see: beside its fields and in each object of its lists. */
function withSecrets(line: unknown): unknown {
  if (Array.isArray(line)) return line.map((part) => (typeof part === 'object' ? withSecrets(part) : part))
  if (typeof line !== 'object' || line === null) return line
  const nested = Object.entries(line).map(([key, value]) => [key, Array.isArray(value) ? withSecrets(value) : value])
  return { ...Object.fromEntries(nested), ...secrets }
}

function unitsOf(answers: unknown[]): Unit<unknown>[] {
  return answers.map((value, item) => ({
    item: String(item),
    ratings: [
      { annotator: 'ada', value },
      { annotator: 'ben', value: answers[(item + 1) % answers.length] },
    ],
  }))
}

function exported(
  spec: AnyTaskType,
  sample: AnySample,
  payload: unknown,
  answers: unknown[],
): ExportedTask<unknown, unknown> {
  const order = Array.from({ length: spec.alternatives(payload) }, (_, index) => index).reverse()
  return exportedTask(spec.aggregations, spec.config.parse(sample.config), {
    id: 'task-1',
    externalId: 'line-1',
    batch: 'First batch',
    payload,
    meta: { source: 'a "quoted" name' },
    gold: sample.answers[0],
    agreement: 0.5,
    annotations: answers.map((answer, index) => ({
      id: `annotation-${index + 1}`,
      annotator: ['Ada / Löve', 'ada-löve', '=1+1'][index] ?? `annotator ${index}`,
      answer,
      order,
      timeSpentMs: 1500,
      guidelinesVersion: 2,
      createdAt: '2026-01-02T03:04:05.000Z',
    })),
  })
}

async function written(
  exporter: Exporter<unknown, unknown, unknown>,
  tasks: ExportedTask<unknown, unknown>[],
  config: unknown,
): Promise<Map<string, string>> {
  const files = new Map<string, string>()
  const chunks = writtenPlain(exporter, inTurn(tasks), {
    config,
    choices: { ties: 'drop' },
    projectName: 'A “project”',
    tally: { count: () => {} },
    mediaName: (media) => media.name,
  })
  const decoder = new TextDecoder('utf-8', { fatal: true })
  for await (const { file, data } of chunks) {
    files.set(file, (files.get(file) ?? '') + (typeof data === 'string' ? data : decoder.decode(data)))
  }
  return files
}

async function* inTurn<Item>(items: Item[]): AsyncIterable<Item> {
  yield* items
}

function readBack(name: string, text: string) {
  if (name.endsWith('.jsonl')) {
    const rows = text.split('\n').slice(0, -1)
    for (const row of rows) expect(JSON.parse(row)).toBeTypeOf('object')
    if (text !== '') expect(text.endsWith('\n')).toBe(true)
    return
  }
  if (name.endsWith('.json')) {
    expect(JSON.parse(text)).toBeTypeOf('object')
    return
  }
  if (name.endsWith('.csv')) {
    const [head, ...rows] = text.trim().split('\n')
    expect(head).not.toBe('')
    for (const row of rows) expect(row.startsWith('=')).toBe(false)
    return
  }
  if (name.endsWith('.vtt')) {
    expect(text.startsWith('WEBVTT\n')).toBe(true)
    for (const line of text.split('\n').filter((part) => part.includes('-->'))) {
      expect(line).toMatch(/^\d{2,}:\d\d:\d\d\.\d{3} --> \d{2,}:\d\d:\d\d\.\d{3}$/)
    }
    return
  }
  const start = starts[name.slice(name.lastIndexOf('.'))] ?? starts[name]
  if (start === undefined) throw new Error(`Say here how ${name} is read back.`)
  if (text !== '') expect(text).toMatch(start)
}

/** How a file of a layout of its own begins: its readers have tests of their own. */
const starts: Record<string, RegExp> = {
  '.yaml': /^path: \.\ntrain: /,
  '.xml': /^<annotation>\n/,
  '.txt': /^\S+/,
  '.srt': /^1\n\d\d:\d\d:\d\d,\d{3} --> /,
  '.tsv': /^client_id\tpath\t/,
  '.scp': /^\S+ \S+/,
  segments: /^\S+ \S+ \d/,
  text: /^\S+ \S/,
  utt2spk: /^\S+ \S+\n/,
  spk2utt: /^\S+ \S+/,
}
