import { describe, expect, test } from 'vitest'
import type { ExportChoices, ExportedTask, TableExporter } from '@/lib/core/export/contract'
import type { AnyTaskType, Sample } from '@/lib/core/task-type'
import { exportedTask } from './exported-task.fixture'
import { taskTypes } from './registry'

type AnySample = Sample<unknown, unknown, unknown>
type Task = ExportedTask<unknown, unknown>

const cases = Object.entries(taskTypes).flatMap(([id, spec]) =>
  spec.samples.map((sample, index): [string, AnyTaskType, AnySample] => [`${id}, sample ${index + 1}`, spec, sample]),
)

describe.each(cases)('%s', (_, spec, sample) => {
  const config = spec.config.parse(sample.config)
  const tasks = judged(spec, sample)
  const tables = Object.entries(spec.exporters).flatMap(([name, exporter]): [string, Table][] =>
    'rows' in exporter ? [[name, exporter]] : [],
  )

  test.each(tables)('%s does about ties what it declares, and else what was chosen', (_name, table) => {
    const [drop, keep, both] = (['drop', 'keep', 'both'] as const).map((ties) =>
      tasks.map((task) => rowsOf(table, task, config, ties)),
    )
    if (table.ties !== undefined) {
      expect(keep).toEqual(drop)
      expect(both).toEqual(drop)
    }
    for (const [index, task] of tasks.entries()) {
      const rows = drop?.[index] ?? []
      if (table.ties === 'never') expect(task.verdict.answer).not.toBeNull()
      if (table.ties === undefined && task.verdict.answer === null) expect(rows).toEqual([])
      if (table.ties === 'held') expect(rows.length).toBeGreaterThan(0)
      // A tie that is kept or written in both directions takes nothing away.
      expect(keep?.[index]).toEqual(expect.arrayContaining(rows))
    }
  })

  test.each(tables)('%s writes whole units only', (_name, table) => {
    for (const task of tasks) expect(rowsOf(table, task, config, 'keep').length % (table.rowsPerUnit ?? 1)).toBe(0)
  })

  test('a method that says it decides nothing here decides nothing, and every other decides where all agree', () => {
    for (const method of Object.values(spec.aggregations)) {
      const [first, second] = sample.answers.map((answer) =>
        spec.answerFor(payloadOf(spec, sample), config).parse(answer),
      )
      const unit = (item: string, value: unknown) => ({
        item,
        ratings: ['ada', 'ben', 'cyd'].map((annotator) => ({ annotator, value })),
      })
      const verdicts = method.run([unit('1', first), unit('2', second)], config)
      const decided = verdicts.filter(({ answer }) => answer !== null)
      expect(decided.length > 0).toBe(method.decides?.(config) ?? true)
    }
  })

  test('the usual method decides in every project', () => {
    const [usual] = Object.values(spec.aggregations)
    expect(usual?.decides?.(config) ?? true).toBe(true)
  })
})

type Table = TableExporter<unknown, unknown, unknown>

function rowsOf(table: Table, task: Task, config: unknown, ties: ExportChoices['ties']) {
  const context = { config, projectName: '', tally: { count: () => {} }, choices: { ties }, mediaName: () => 'file' }
  return table.rows(task, context)
}

function payloadOf(spec: AnyTaskType, { line, media }: AnySample): unknown {
  return spec.payload.parse(spec.store(spec.line.parse(line), new Map(Object.entries(media))))
}

/** Every two answers of the sample, given to one task by two people. */
function judged(spec: AnyTaskType, sample: AnySample): Task[] {
  const payload = payloadOf(spec, sample)
  const config = spec.config.parse(sample.config)
  const answers = sample.answers.map((answer) => spec.answerFor(payload, config).parse(answer))
  const pairs = answers.flatMap((one) => answers.map((other) => [one, other]))
  return pairs.map((both, index) =>
    exportedTask(spec.aggregations, config, {
      id: `task-${index}`,
      externalId: null,
      batch: 'First',
      payload,
      meta: {},
      gold: null,
      agreement: null,
      annotations: both.map((answer, person) => ({
        id: `annotation-${index}-${person}`,
        annotator: `annotator ${person}`,
        answer,
        order: [],
        timeSpentMs: 1,
        guidelinesVersion: 1,
        createdAt: '2026-01-02T03:04:05.000Z',
      })),
    }),
  )
}
