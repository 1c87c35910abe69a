import 'server-only'
import type { ExportFilters } from './export-options'
import type { SnapshotAnnotation } from './snapshot-task'

/** Why an annotation is not in an export though its task may be; null where it counts. */
export type AnswerFilter = (annotation: SnapshotAnnotation) => string | null

/** `excluded` are the people whose answers the project counts nowhere. Days are those of UTC, whole. */
export function answerFilter(filters: ExportFilters, excluded: ReadonlySet<string>): AnswerFilter {
  const chosen = filters.labelersIn ? new Set(filters.labelersIn) : null
  const refused = new Set(filters.labelersOut ?? [])
  const from = filters.from ? Date.parse(filters.from) : Number.NEGATIVE_INFINITY
  const end = filters.to ? Date.parse(filters.to) + 24 * 60 * 60_000 : Number.POSITIVE_INFINITY
  return ({ labelerId, createdAt }) => {
    if (excluded.has(labelerId)) return 'excluded_annotator'
    if (refused.has(labelerId) || chosen?.has(labelerId) === false) return 'annotator_not_chosen'
    if (createdAt.getTime() < from) return 'before_first_day'
    return createdAt.getTime() >= end ? 'after_last_day' : null
  }
}
