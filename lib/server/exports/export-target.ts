import 'server-only'
import { AppError } from '@/lib/core/errors'
import type { Aggregation, Exporter } from '@/lib/core/export/contract'
import type { AnyTaskType } from '@/lib/core/task-type'
import { taskTypeOf } from '@/lib/task-types/registry'
import type { ExportFilters } from './export-options'
import type { Form } from './row-writers'

/** All that an export is about as plain data, which can be sent to another thread. */
export interface PlainTarget {
  /** `config` as stored. */
  project: { id: string; name: string; taskType: string; config: string }
  batches: { id: string; name: string; kind: string }[]
  /** As asked. */
  asked: ExportFilters
}

export interface ExportTarget {
  plain: PlainTarget
  project: { id: string; name: string; taskType: string }
  spec: AnyTaskType
  config: unknown
  exporter: Exporter<unknown, unknown, unknown>
  /** Null for formats that are no tables. */
  form: Form | null
  aggregation: { name: string; method: Aggregation<unknown, unknown> }
  batches: { id: string; name: string; kind: string }[]
  /** As asked; media also where the format is of no use without. */
  filters: ExportFilters
}

/** The same as exporters and passes need it, or the sentence why it cannot be. */
export function targetOf(plain: PlainTarget): ExportTarget {
  const { project, batches, asked } = plain
  const spec = taskTypeOf(project.taskType)
  const exporter = own(spec.exporters, asked.format)
  if (exporter === undefined) {
    const formats = Object.keys(spec.exporters).join(', ')
    throw refusal('format', `There is no format “${asked.format}” for ${spec.name}. Use one of ${formats}.`)
  }
  const config: unknown = spec.config.parse(JSON.parse(project.config))
  return {
    plain,
    project,
    spec,
    config,
    exporter,
    form: formOf(exporter, asked),
    aggregation: aggregationOf(spec, config, asked),
    batches,
    filters: { ...asked, includeMedia: asked.includeMedia || needsMedia(exporter) },
  }
}

function needsMedia(exporter: ExportTarget['exporter']): boolean {
  return !('rows' in exporter) && exporter.needsMedia === true
}

function formOf(exporter: ExportTarget['exporter'], { form, layout, format }: ExportFilters): Form | null {
  const wanted = form ?? null
  if (!('rows' in exporter)) {
    if (layout === 'huggingface')
      throw refusal(
        'layout',
        `A dataset folder holds tables. “${format}” is a layout of its own: choose plain files for it.`,
      )
    if (wanted !== null)
      throw refusal('form', `“${format}” is a layout of its own and has no other form. Leave form out.`)
    return null
  }
  const [usual = 'jsonl'] = exporter.forms
  const chosen = layout === 'huggingface' ? (wanted ?? 'parquet') : (wanted ?? usual)
  if (layout === 'huggingface' && chosen !== 'parquet')
    throw refusal('form', 'A dataset folder holds Parquet. Leave form out, or choose plain files.')
  if (exporter.forms.includes(chosen)) return chosen
  throw refusal(
    'form',
    `“${format}” is written as ${exporter.forms.join(', ')} only, for its readers take nothing else.`,
  )
}

function aggregationOf(
  spec: AnyTaskType,
  config: unknown,
  { aggregation: wanted }: ExportFilters,
): ExportTarget['aggregation'] {
  const deciding = Object.entries(spec.aggregations).filter(([, { decides }]) => decides?.(config) ?? true)
  const names = deciding.map(([name]) => name)
  const name = wanted ?? names[0] ?? ''
  const method = own(Object.fromEntries(deciding), name)
  if (method !== undefined) return { name, method }
  const why = own(spec.aggregations, name) ? 'decides nothing in a project set up like this one' : 'is not known'
  throw refusal(
    'aggregation',
    `The way “${name}” to make one answer ${why} (${spec.name}). Use one of ${names.join(', ')}.`,
  )
}

function own<Value>(values: Record<string, Value>, name: string): Value | undefined {
  return Object.hasOwn(values, name) ? values[name] : undefined
}

export function refusal(field: string, sentence: string): AppError {
  return new AppError('bad-input', sentence, { detail: { field } })
}
