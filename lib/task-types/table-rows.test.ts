import { describe, expect, test } from 'vitest'
import type { Column, ColumnType, ExportChoices, ExportedTask, TableExporter } from '@/lib/core/export/contract'
import type { AnyTaskType, Sample } from '@/lib/core/task-type'
import { exportedTask } from './exported-task.fixture'
import { taskTypes } from './registry'

type Task = ExportedTask<unknown, unknown>
type AnyTable = TableExporter<unknown, unknown, unknown>

const ties: ExportChoices['ties'][] = ['drop', 'keep', 'both']

for (const [id, spec] of Object.entries(taskTypes)) {
  describe(id, () => {
    const tables = Object.entries(spec.exporters).flatMap(([format, exporter]): [string, AnyTable][] =>
      'rows' in exporter ? [[format, exporter]] : [],
    )

    test('there is a table to load', () => expect(tables.length).toBeGreaterThan(1))

    test.each(tables)('%s: each row has the keys of its columns, in order, with values of their types', (_, table) => {
      let rows = 0
      for (const sample of spec.samples) {
        const config = spec.config.parse(sample.config)
        const columns = table.columns(config)
        expect(new Set(columns.map(({ name }) => name)).size, 'names of columns').toBe(columns.length)
        for (const task of tasksOf(spec, sample)) {
          for (const choice of ties) {
            for (const row of rowsOf(table, task, config, choice)) {
              rows++
              expect(Object.keys(row)).toEqual(columns.map(({ name }) => name))
              expect(columns.flatMap((column) => problemsOf(row[column.name], column.type, column.name))).toEqual([])
            }
          }
        }
      }
      expect(rows).toBeGreaterThan(0)
    })

    test.each(tables)('%s: no two rows of a task have the same id', (format, table) => {
      if (format === 'raw' || format === 'arena' || format === 'judgements') return
      for (const sample of spec.samples) {
        const config = spec.config.parse(sample.config)
        for (const task of tasksOf(spec, sample)) {
          for (const choice of ties) {
            const ids = rowsOf(table, task, config, choice).flatMap((row) => ('id' in row ? [row.id] : []))
            expect(new Set(ids).size).toBe(ids.length)
          }
        }
      }
    })
  })
}

function rowsOf(table: AnyTable, task: Task, config: unknown, choice: ExportChoices['ties']) {
  return table.rows(task, {
    config,
    projectName: 'Project',
    tally: { count: () => {} },
    choices: { ties: choice },
    mediaName: ({ name }, folder = 'media') => `${folder}/${name}`,
  })
}

/** Nobody answered, one did, all did, two who disagree; each as it is and settled by a reviewer; long chats and short ones. */
function tasksOf(spec: AnyTaskType, sample: Sample<unknown, unknown, unknown>): Task[] {
  const config = spec.config.parse(sample.config)
  return [sample.line, shortened(sample.line)].flatMap((line) => {
    const payload = spec.payload.parse(spec.store(spec.line.parse(line), new Map(Object.entries(sample.media))))
    const answers = sample.answers.map((answer) => spec.answerFor(payload, config).parse(answer))
    const sets = [[], ...answers.map((answer) => [answer]), answers, answers.slice(0, 2), answers.slice(-2)]
    return sets.flatMap((given) => {
      const task = exportedTask(spec.aggregations, config, {
        id: 'task-1',
        externalId: 'line-1',
        batch: 'First',
        payload,
        meta: { domain: 'general' },
        gold: null,
        agreement: given.length < 2 ? null : 0.5,
        annotations: given.map((answer, index) => ({
          id: `annotation-${index}`,
          annotator: `annotator ${index}`,
          answer,
          order: Array.from({ length: spec.alternatives(payload) }, (_, place) => place),
          timeSpentMs: 1000,
          guidelinesVersion: 1,
          createdAt: '2026-01-02T03:04:05.000Z',
        })),
      })
      return [task, ...answers.map((answer) => settled(task, answer))]
    })
  })
}

function settled(task: Task, answer: unknown): Task {
  return {
    ...task,
    verdict: { answer, tied: [], method: 'adjudicated', certainty: null, n: task.annotations.length },
    adjudicated: {
      answer,
      how: 'anew',
      reviewer: 'Rae',
      acceptedAnnotation: null,
      note: null,
      decidedAt: '2026-01-03T00:00:00.000Z',
    },
    split: 'train',
    language: 'en',
    prelabeled: true,
  }
}

/** The chat of a line cut to its last question: formats for one question and one answer take no more. */
function shortened(line: unknown): unknown {
  if (typeof line !== 'object' || line === null || !('prompt' in line) || !Array.isArray(line.prompt)) return line
  return { ...line, prompt: line.prompt.slice(-1) }
}

function problemsOf(value: unknown, type: ColumnType, path: string): string[] {
  if (value === null) return []
  if (value === undefined) return [`${path} is undefined`]
  if (typeof type === 'string') return simpleProblems(value, type, path)
  if ('list' in type) {
    if (!Array.isArray(value)) return [`${path} is no list`]
    return value.flatMap((item, index) => problemsOf(item, type.list, `${path}[${index}]`))
  }
  if ('struct' in type) return structProblems(value, type.struct, path)
  if (typeof value !== 'string') return [`${path} is no text`]
  return 'names' in type && !type.names.includes(value) ? [`${path}: ${value} is not among the names`] : []
}

function structProblems(value: unknown, columns: Column[], path: string): string[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [`${path} is no struct`]
  const own = new Map(Object.entries(value))
  const wrong =
    [...own.keys()].join() === columns.map(({ name }) => name).join() ? [] : [`${path} has ${[...own.keys()]}`]
  return [...wrong, ...columns.flatMap(({ name, type }) => problemsOf(own.get(name), type, `${path}.${name}`))]
}

function simpleProblems(value: unknown, type: string, path: string): string[] {
  if (type === 'json') return JSON.stringify(value) === undefined ? [`${path} is no JSON`] : []
  if (type === 'int') return Number.isInteger(value) ? [] : [`${path} is no whole number: ${String(value)}`]
  if (type === 'double') return Number.isFinite(value) ? [] : [`${path} is no number: ${String(value)}`]
  return typeof value === type ? [] : [`${path} is no ${type}`]
}
