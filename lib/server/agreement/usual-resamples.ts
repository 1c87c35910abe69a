import 'server-only'
import type { AnyTaskType } from '@/lib/core/task-type'

const usual = 500
/** Categories are resampled by the distinct ways tasks were answered, at a cost that does not grow with the answers. */
const mostDistances = 20_000
const mostCategories = 2_000_000

/** How many resamples the interval of a page rests on; 0 where they would hold up the next person. */
export function usualResamples(spec: AnyTaskType, answers: number): number {
  return answers > (spec.category === null ? mostDistances : mostCategories) ? 0 : usual
}
