import type fc from 'fast-check'
import { csvText } from '@/lib/core/export/csv'
import type { AnyTaskType, StoredMedia } from '@/lib/core/task-type'
import { taskTypeOf } from '@/lib/task-types/registry'
import { Notes } from './notes'
import type { ReadLine } from './read-line'
import { prepareAnswers } from './task-answers'
import { isProblem, understand } from './task-line'

interface GivenAnnotation {
  annotator: string
  answer: Record<string, unknown>
  timeSpentMs: number
  createdAt: string
  order: number[]
}

export interface GivenTask {
  id: string
  externalId: string | null
  payload: unknown
  meta: Record<string, unknown>
  gold: unknown
  annotations: GivenAnnotation[]
}

/** What of a task a format brings back, beside the task itself and the answers. */
export type Kept = Record<'meta' | 'gold' | 'annotator' | 'time' | 'createdAt' | 'order', boolean> & {
  /** The id of the import line, or the task's, by which it is found in the archive. */
  id: 'line' | 'task' | false
}

/** A format that tasks are sent through and back. */
export interface Trip {
  type: string
  format: string
  /** The mirror that knows the file. */
  mirror: string
  config: unknown
  tasks: fc.Arbitrary<GivenTask[]>
  /** Exactly what comes back; all else is lost. */
  keeps: Kept
  /** A change the format makes to what it keeps. */
  changed?(task: GivenTask): GivenTask
  /** The file that must lie in the zip for a task. */
  beside?(task: GivenTask): [string, Uint8Array]
}

/** The files of an export, as one of the tables' first form or in a layout of its own. */
export async function exported(
  type: string,
  format: string,
  config: unknown,
  tasks: readonly GivenTask[],
  form: 'jsonl' | 'csv' = 'jsonl',
): Promise<Record<string, string>> {
  const spec = taskTypeOf(type)
  const exporter: unknown = spec.exporters[format]
  const context = contextOf(spec, config)
  const given = tasks.map((task) => exportedTask(spec, context.config, task))
  const files = new Map<string, string>()
  const append = (file: string, text: string) => files.set(file, (files.get(file) ?? '') + text)
  if (isRowExporter(exporter) && form === 'csv') {
    const columns = exporter.columns(context.config).map(({ name }) => name)
    const rows = given.flatMap((task) => [...exporter.rows(task, context)])
    append(`${exporter.file}.csv`, `${columns.join(',')}\n${csvText(columns, rows, context.tally)}`)
    return Object.fromEntries(files)
  }
  if (isRowExporter(exporter)) {
    for (const task of given) {
      for (const row of exporter.rows(task, context)) append(`${exporter.file}.jsonl`, `${JSON.stringify(row)}\n`)
    }
    return Object.fromEntries(files)
  }
  if (!isFileExporter(exporter)) throw new Error(`There is no exporter ${format} of ${type}.`)
  for await (const { file, data } of exporter.write(inTurn(given), context)) append(file, String(data))
  return Object.fromEntries(files)
}

/** The rows of a table and the columns it declares; null where the format is a layout of its own. */
export function exportedRows(
  type: string,
  format: string,
  config: unknown,
  tasks: readonly GivenTask[],
): { columns: string[]; rows: Record<string, unknown>[] } | null {
  const spec = taskTypeOf(type)
  const exporter: unknown = spec.exporters[format]
  if (!isRowExporter(exporter)) return null
  const context = contextOf(spec, config)
  const given = tasks.map((task) => exportedTask(spec, context.config, task))
  return {
    columns: exporter.columns(context.config).map(({ name }) => name),
    rows: given.flatMap((task) => [...exporter.rows(task, context)]),
  }
}

function contextOf(spec: AnyTaskType, config: unknown) {
  return {
    config: spec.config.parse(config),
    projectName: 'Project',
    tally: new Notes(),
    choices: { ties: 'keep' },
    mediaName: ({ name }: StoredMedia, folder?: string) => (folder === undefined ? name : `${folder}/${name}`),
  }
}

interface RowExporter {
  file: string
  columns(config: unknown): { name: string }[]
  rows(task: unknown, context: unknown): Iterable<Record<string, unknown>>
}

interface FileExporter {
  write(tasks: AsyncIterable<unknown>, context: unknown): AsyncIterable<{ file: string; data: unknown }>
}

function isRowExporter(exporter: unknown): exporter is RowExporter {
  return typeof exporter === 'object' && exporter !== null && 'rows' in exporter
}

function isFileExporter(exporter: unknown): exporter is FileExporter {
  return typeof exporter === 'object' && exporter !== null && 'write' in exporter
}

function exportedTask(spec: AnyTaskType, config: unknown, task: GivenTask) {
  const answers = task.annotations.map(({ answer }) => answer)
  const methods = 'aggregations' in spec ? spec.aggregations : undefined
  return {
    ...task,
    rowId: task.id,
    batch: 'Batch',
    agreement: null,
    annotations: task.annotations.map((annotation, index) => ({
      ...annotation,
      id: `${task.id}-${index}`,
      guidelinesVersion: 1,
    })),
    verdict: verdictOf(methods, config, answers),
    adjudicated: null,
    split: null,
    language: null,
    prelabeled: false,
  }
}

/** By the first method of the type, where it has any. */
function verdictOf(methods: unknown, config: unknown, answers: unknown[]): unknown {
  const method = typeof methods === 'object' && methods !== null ? Object.values(methods)[0] : undefined
  if (typeof method !== 'object' || method === null || !('run' in method) || typeof method.run !== 'function') {
    return { answer: null, tied: [], method: 'majority', certainty: null, n: answers.length }
  }
  const ratings = answers.map((value, index) => ({ annotator: String(index), value }))
  return method.run([{ id: 'task', ratings }], config)[0]
}

/** Lines of an import as tasks with answers that the project takes; what the format does not keep is blanked alike. */
export function mirroredBack(type: string, config: unknown, lines: readonly ReadLine[], keeps: Kept): GivenTask[] {
  const spec = taskTypeOf(type)
  const parsedConfig = spec.config.parse(config)
  return lines.map((line) => {
    const understood = understand(spec, line)
    if (isProblem(understood)) throw new Error(understood.problem.message)
    const payload = spec.payload.parse(spec.store(understood.content, mediaOf(understood.media)))
    const answers = prepareAnswers({ spec, config: parsedConfig, payload }, understood.answers, new Notes())
    if ('problem' in answers) throw new Error(answers.problem.message)
    const { externalId, meta, gold } = understood
    return {
      id: '',
      externalId: keeps.id ? externalId : null,
      meta: keeps.meta ? meta : {},
      gold: keeps.gold && gold !== null ? spec.goldFor(payload, parsedConfig).parse(gold) : null,
      payload,
      annotations: answers.annotations
        .map(({ annotator, answer, timeSpentMs, createdAt, order }) => ({
          annotator: keeps.annotator ? annotator : '',
          answer: JSON.parse(answer),
          timeSpentMs: keeps.time ? timeSpentMs : 0,
          createdAt: keeps.createdAt && createdAt !== null ? new Date(createdAt).toISOString() : '',
          order: keeps.order ? JSON.parse(order) : [],
        }))
        .sort(byAnnotator),
    }
  })
}

/** By name, then by what was said, where names are blanked. */
export function byAnnotator(a: GivenAnnotation, b: GivenAnnotation): number {
  const key = ({ annotator, answer }: GivenAnnotation) => JSON.stringify([annotator, answer])
  return key(a) < key(b) ? -1 : 1
}

function mediaOf(references: readonly { name: string; kind: 'image' | 'audio' }[]): Map<string, StoredMedia> {
  return new Map(
    references.map(({ name, kind }): [string, StoredMedia] => [
      name,
      {
        id: `media-${name}`,
        name,
        sha256: 'x',
        mime: kind === 'image' ? 'image/png' : 'audio/wav',
        width: kind === 'image' ? 641 : null,
        height: kind === 'image' ? 479 : null,
        durationSeconds: kind === 'image' ? null : 60,
      },
    ]),
  )
}

async function* inTurn<Item>(items: readonly Item[]): AsyncIterable<Item> {
  yield* items
}
