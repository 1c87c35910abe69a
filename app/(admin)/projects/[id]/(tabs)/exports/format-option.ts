import type { Exporter } from '@/lib/core/export/contract'
import type { AnyTaskType } from '@/lib/core/task-type'
import type { FormatOption } from './choices'

export function formatOption(id: string, exporter: Exporter<unknown, unknown, unknown>): FormatOption {
  const { label, description } = exporter
  const shared = { id, label, description }
  if ('rows' in exporter) return { ...shared, forms: exporter.forms, needsMedia: false, ownTies: exporter.ties ?? null }
  return { ...shared, forms: [], needsMedia: exporter.needsMedia === true, ownTies: 'never' }
}

/** Whether tasks of this type show files at all: its own samples say so. */
export function showsMedia(spec: AnyTaskType): boolean {
  return spec.samples.some(({ media }) => Object.keys(media).length > 0)
}
