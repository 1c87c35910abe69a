import { describe, expect, test } from 'vitest'
import type { ExportedTask, FileExporter } from '@/lib/core/export/contract'
import type { AnyTaskType, Sample } from '@/lib/core/task-type'
import { exportedTask } from './exported-task.fixture'
import { taskTypes } from './registry'

const hostile = [
  '../../outside.png',
  '/etc/passwd.wav',
  'C:\\Windows\\system.jpg',
  'a/../../b.flac',
  'new\nline "quote" <tag> &amp; \u0000.png',
  'pictures/..',
  'CON.png',
  '=cmd|1.png',
]

const layouts = Object.entries(taskTypes).flatMap(([id, spec]) =>
  Object.entries(spec.exporters).flatMap(
    ([format, exporter]): [string, AnyTaskType, FileExporter<unknown, unknown, unknown>][] =>
      'rows' in exporter ? [] : [[`${id}, ${format}`, spec, exporter]],
  ),
)

describe('files of a layout of its own', () => {
  test('there are some', () => expect(layouts.length).toBeGreaterThan(5))

  test.each(layouts)('%s: no name of a file, task or annotator leads out of the folder', async (_, spec, exporter) => {
    for (const sample of spec.samples) {
      const config = spec.config.parse(sample.config)
      const names: string[] = []
      const chunks = exporter.write(
        inTurn(hostile.map((name, index) => hostileTask(spec, sample, name, `media${index}`))),
        {
          config,
          projectName: '../../project',
          tally: { count: () => {} },
          choices: { ties: 'drop' },
          // Where media do not go along, formats name a file as the import line did.
          mediaName: ({ name }) => name,
        },
      )
      for await (const { file } of chunks) names.push(file)
      expect(names.length).toBeGreaterThan(0)
      for (const name of names) {
        expect(name).toMatch(/^[^/\\:*?"<>|\p{Cc}]+(\/[^/\\:*?"<>|\p{Cc}]+)*$/u)
        expect(name.split('/')).not.toContain('..')
        expect(name.split('/')).not.toContain('.')
      }
    }
  })
})

function hostileTask(
  spec: AnyTaskType,
  sample: Sample<unknown, unknown, unknown>,
  name: string,
  id: string,
): ExportedTask<unknown, unknown> {
  const config = spec.config.parse(sample.config)
  const stored = spec.store(spec.line.parse(sample.line), new Map(Object.entries(sample.media)))
  const others = Object.values(sample.media).flatMap((media): [string, string][] => [
    [media.name, name],
    [media.id, id],
  ])
  const payload = spec.payload.parse(renamed(stored, new Map(others)))
  return exportedTask(spec.aggregations, config, {
    id: `task ${name}`,
    externalId: name,
    batch: name,
    payload,
    meta: {},
    gold: null,
    agreement: null,
    annotations: sample.answers.map((answer, index) => ({
      id: `annotation-${index}`,
      annotator: hostile[index] ?? '',
      answer: spec.answerFor(payload, config).parse(answer),
      order: [],
      timeSpentMs: 1,
      guidelinesVersion: 1,
      createdAt: '2026-01-02T03:04:05.000Z',
    })),
  })
}

/** Each of these texts, wherever it stands, as another one. */
function renamed(value: unknown, others: ReadonlyMap<string, string>): unknown {
  if (typeof value === 'string') return others.get(value) ?? value
  if (Array.isArray(value)) return value.map((part) => renamed(part, others))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, own]) => [key, renamed(own, others)]))
}

async function* inTurn<Item>(items: readonly Item[]): AsyncIterable<Item> {
  yield* items
}
