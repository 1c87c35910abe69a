import 'server-only'
import type { ExportTally, FileExporter, Row, TableExporter } from '@/lib/core/export/contract'
import type { Actor } from '../access/actor'
import { takingTurns } from '../media/limits'
import { allowedFilters } from './create-export'
import { ExportCount } from './export-count'
import type { ExportOptions } from './export-options'
import { contextOf, type ExportPart, exportParts } from './export-parts'
import { type PreparedPass, preparedPass } from './export-pass'
import type { ExportTarget } from './export-target'
import { type PassingTask, passingTasks } from './passing-tasks'
import { exportTarget } from './read-target'
import { rowWriter } from './row-writers'
import { rowsPerTask } from './rows-per-task'
import { openSnapshot } from './snapshot'
import type { Snapshot } from './snapshot-task'

const tasksShown = 20
const filesShown = 5
const charactersShown = 4000
const mostMs = 2000

export interface ExportPreview {
  /** The first files, each cut to some thousand characters; Parquet is shown as JSON Lines. */
  files: { name: string; text: string }[]
  /** What would be in the export: over all tasks where `isComplete`, else at least so many. */
  tasks: number
  annotations: number
  annotators: number
  /** Null for formats that are no tables. */
  rows: number | null
  /** Tasks by split. */
  splits: Record<string, number>
  scrubbed: Record<string, number>
  /** What the format counted. */
  counts: Record<string, number>
  leftOut: Record<string, number>
  leftOutAnnotations: Record<string, number>
  tasksRead: number
  tasksTotal: number
  /** False where time ran out before the last task. */
  isComplete: boolean
  /** False where time ran out before splits, duplicates or answers that need all tasks at once were known: they are left out of account. */
  isPlanned: boolean
}

class TimeUp extends Error {}

/** Previews read much, and several people may turn many knobs: one at a time. */
const inTurn = takingTurns(1)

/** The beginning of what an export would hold, and how much it would be. Nothing is written. */
export async function previewExport(actor: Actor, projectId: string, options: ExportOptions): Promise<ExportPreview> {
  const target = await exportTarget(projectId, await allowedFilters(actor, projectId, options))
  return inTurn(async () => {
    const snapshot = await openSnapshot()
    try {
      return await previewed(snapshot, target, performance.now() + mostMs)
    } finally {
      await snapshot.close()
    }
  })
}

async function previewed(snapshot: Snapshot, target: ExportTarget, until: number): Promise<ExportPreview> {
  const onProgress = async () => {
    if (performance.now() > until) throw new TimeUp()
  }
  const prepared = await unlessTimeUp(() => preparedPass(snapshot, target, onProgress))
  const { passAnew, tasks: tasksTotal } = prepared ?? (await unplanned(snapshot, target))
  const pass = passAnew()
  const count = new ExportCount(target.spec, target.config)
  const shown = new Showcase(target, count)
  let tasksRead = 0
  // The first step is always read: a project too large for the time still shows its first rows.
  const onStep = async (read: number) => {
    tasksRead = read
    if (read > 0) await onProgress()
  }
  const done = await unlessTimeUp(async () => {
    for await (const step of passingTasks(snapshot, { ...pass, onStep }, count)) {
      for (const task of step) {
        count.note(task)
        shown.take(task)
      }
    }
    return true
  })
  return {
    files: await shown.files(),
    tasks: count.tasks,
    annotations: count.annotations,
    annotators: count.annotators.size,
    rows: target.form === null ? null : shown.rows,
    splits: Object.fromEntries(count.splits),
    scrubbed: Object.fromEntries(pass.answers.report.replaced),
    counts: Object.fromEntries(count.counts),
    leftOut: Object.fromEntries(count.leftOut),
    leftOutAnnotations: Object.fromEntries(count.leftOutAnswers),
    tasksRead: done === null ? tasksRead : tasksTotal,
    tasksTotal,
    isComplete: done !== null && prepared !== null,
    isPlanned: prepared !== null,
  }
}

async function unlessTimeUp<Result>(work: () => Promise<Result>): Promise<Result | null> {
  return work().catch((error: unknown) => {
    if (error instanceof TimeUp) return null
    throw error
  })
}

/** Without what must be known of all tasks first. */
async function unplanned(snapshot: Snapshot, target: ExportTarget): Promise<PreparedPass> {
  const filters = { ...target.filters, split: null, duplicates: 'keep' } as const
  const aggregation = Object.entries(target.spec.aggregations)
    .map(([name, method]) => ({ name, method }))
    .find(({ method }) => method.over === 'task')
  return preparedPass(snapshot, { ...target, filters, aggregation: aggregation ?? target.aggregation }, async () => {})
}

/** Gathers the first rows of each part, and counts the rest. */
class Showcase {
  rows = 0
  readonly #target: ExportTarget
  readonly #count: ExportCount
  readonly #parts: { part: ExportPart; rows: Row[]; tasks: PassingTask[] }[]

  constructor(target: ExportTarget, count: ExportCount) {
    this.#target = target
    this.#count = count
    this.#parts = exportParts(target.filters).map((part) => ({ part, rows: [], tasks: [] }))
  }

  take(task: PassingTask): void {
    // Where the time did not suffice to split, all is shown as one.
    const one = this.#parts.find(({ part }) => part.split === task.exported.split) ?? this.#parts[0]
    if (one === undefined) return
    if (one.tasks.length < tasksShown) one.tasks.push(task)
    const { exporter } = this.#target
    if (!('rows' in exporter)) return
    const context = this.#context(one.part, this.#count)
    for (const row of this.#exported([task]).flatMap((exported) => exporter.rows(exported, context))) {
      this.rows += 1
      if (one.rows.length < tasksShown) one.rows.push(row)
    }
  }

  async files(): Promise<ExportPreview['files']> {
    const { exporter } = this.#target
    const texts = new Map<string, string>()
    for (const { part, rows, tasks } of this.#parts) {
      const pieces = 'rows' in exporter ? this.#table(exporter, part, rows) : this.#layout(exporter, part, tasks)
      for await (const { file, data } of pieces) {
        const text = (texts.get(file) ?? '') + (typeof data === 'string' ? data : `(${data.byteLength} bytes)`)
        texts.set(file, text.slice(0, charactersShown))
      }
    }
    return [...texts].slice(0, filesShown).map(([name, text]) => ({ name, text }))
  }

  async *#table(exporter: TableExporter<unknown, unknown, unknown>, part: ExportPart, rows: readonly Row[]) {
    const { form, config } = this.#target
    const pieces: string[] = []
    const shape = {
      form: form === 'csv' ? 'csv' : 'jsonl',
      columns: exporter.columns(config),
      style: 'plain',
      media: () => null,
      tally: untold,
    } as const
    const writer = rowWriter(shape, async (data) => void pieces.push(String(data)))
    await writer.add(rows)
    await writer.finish()
    yield {
      file: `${part.prefix || (part.split === null ? '' : `${part.split}/`)}${exporter.file}.${form}`,
      data: pieces.join(''),
    }
  }

  async *#layout(exporter: FileExporter<unknown, unknown, unknown>, part: ExportPart, tasks: readonly PassingTask[]) {
    const exported = this.#exported(tasks)
    async function* first() {
      yield* exported
    }
    for await (const { file, data } of exporter.write(first(), this.#context(part, untold))) {
      yield { file: `${part.prefix}${file}`, data }
    }
  }

  #exported(tasks: readonly PassingTask[]) {
    return tasks.flatMap(({ exported }) => rowsPerTask(exported, this.#target.filters))
  }

  #context(part: ExportPart, tally: ExportTally) {
    const { config, project, filters } = this.#target
    const shared = { config, projectName: project.name, tally, choices: { ties: filters.ties } }
    return contextOf(shared, part, filters.includeMedia)
  }
}

const untold: ExportTally = { count: () => {} }
