import 'server-only'
import type { ExportContext, Split, TableExporter, Verdict } from '@/lib/core/export/contract'
import { type EncodedRows, RowBuffer, type RowText, rowText } from './encoded-rows'
import { type Counted, ExportCount } from './export-count'
import { contextOf, type ExportPart, exportParts } from './export-parts'
import { type ExportTarget, type PlainTarget, targetOf } from './export-target'
import { type PackedTasks, unpackedTasks } from './packed-tasks'
import { type KnownPeople, passOf } from './pass-of'
import { type ExportPass, passingOf } from './passing-tasks'
import { rowsPerTask } from './rows-per-task'
import type { ReplacedCounts } from './scrub-report'

/** All that making rows needs to know beforehand; plain data. */
export interface RowQuestion {
  target: PlainTarget
  people: KnownPeople
}

/** Tasks of one batch as they were read, with what is known of them; plain data. */
export interface RowStep {
  ordinal: number
  batch: number
  tasks: PackedTasks
  /** By place in the step; null where the pass knows none. */
  verdicts: (Verdict<unknown> | null)[] | null
  splits: (Split | null)[] | null
  duplicates: ('duplicate' | 'near_duplicate' | null)[] | null
}

export interface MadeStep {
  made: { part: number; tasks: number; rows: EncodedRows }[]
  /** For the digest over all annotations. */
  lines: string
}

interface OpenPart {
  part: ExportPart
  context: ExportContext<unknown>
  textOf: RowText
}

/** Whether rows can be made apart from the thread that writes them: as text, and without media, whose names follow from all tasks before. */
export function canBeMadeApart({ exporter, form, filters }: ExportTarget): boolean {
  return 'rows' in exporter && (form === 'jsonl' || form === 'csv') && !filters.includeMedia
}

/** Makes the rows of a step's tasks. Nothing of one step depends on another, so several can be at work side by side. */
export class RowMaker {
  readonly #target: ExportTarget
  readonly #exporter: TableExporter<unknown, unknown, unknown>
  readonly #pass: ExportPass
  readonly #count: ExportCount
  readonly #parts: OpenPart[]
  #lines: string[] = []

  constructor({ target: plain, people }: RowQuestion) {
    const target = targetOf(plain)
    const { exporter, form, spec, config, project, filters } = target
    if (!('rows' in exporter) || form === null || form === 'parquet') throw new Error('Only rows of text are made so.')
    this.#target = target
    this.#exporter = exporter
    this.#pass = passOf(target, people)
    this.#count = new ExportCount(spec, config, (line) => this.#lines.push(line))
    const shared = { config, projectName: project.name, tally: this.#count, choices: { ties: filters.ties } }
    const columns = exporter.columns(config).map(({ name }) => name)
    this.#parts = exportParts(filters).map((part) => ({
      part,
      context: contextOf(shared, part, false),
      textOf: rowText(form, columns, this.#count),
    }))
  }

  /** `memory` is used for the bytes of the rows. */
  make(step: RowStep, memory: ArrayBuffer[] = []): MadeStep {
    const buffers = this.#parts.map(() => new RowBuffer(memory.pop()))
    const tasks = this.#parts.map(() => 0)
    for (const passing of passingOf(this.#read(step), this.#passOf(step), this.#count)) {
      for (const task of passing) {
        const place = this.#parts.findIndex(({ part }) => part.split === task.exported.split)
        const [open, buffer] = [this.#parts[place], buffers[place]]
        if (open === undefined || buffer === undefined) continue
        for (const exported of rowsPerTask(task.exported, this.#target.filters)) {
          for (const row of this.#exporter.rows(exported, open.context)) buffer.add(open.textOf(row))
        }
        tasks[place] = (tasks[place] ?? 0) + 1
        this.#count.note(task)
      }
    }
    const lines = this.#lines.join('')
    this.#lines = []
    return { made: buffers.map((buffer, part) => ({ part, tasks: tasks[part] ?? 0, rows: buffer.taken() })), lines }
  }

  counted(): { count: Counted; scrubbed: ReplacedCounts } {
    const { replaced, tasks } = this.#pass.answers.report
    return { count: this.#count.counted(), scrubbed: { replaced, tasks } }
  }

  #read({ tasks, ordinal, batch: index }: RowStep) {
    const batch = this.#target.batches[index]
    if (batch === undefined) throw new Error('A step names a batch that is not in the export.')
    return { tasks: unpackedTasks(tasks), ordinal, batch }
  }

  #passOf({ ordinal: first, verdicts, splits, duplicates }: RowStep): ExportPass {
    return {
      ...this.#pass,
      verdicts: verdicts && { get: (ordinal) => verdicts[ordinal - first] ?? undefined },
      splitOf: splits && ((ordinal) => splits[ordinal - first] ?? null),
      duplicate: duplicates && ((ordinal) => duplicates[ordinal - first] ?? null),
    }
  }
}
