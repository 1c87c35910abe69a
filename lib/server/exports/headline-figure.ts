import 'server-only'
import type { Unit } from '@/lib/core/agreement/figure'
import type { AnyTaskType } from '@/lib/core/task-type'
import type { Manifest } from './export-options'

/** Beyond so many items the interval is left out rather than making everyone wait. */
const mostItemsForInterval = 20_000
const resamples = 1000

/** The type's first figure over exactly what was exported. */
export async function headlineFigure(
  spec: AnyTaskType,
  config: unknown,
  units: Unit<unknown>[],
): Promise<Manifest['agreement']> {
  if (units.length === 0) return null
  const bootstrap = units.length > mostItemsForInterval ? 0 : resamples
  const [headline] = Object.entries(spec.measures(units, config, { bootstrap, seed: 1 }))
  if (headline === undefined) return null
  const [measure, { value, n_items, n_annotators, n_pairable, ci, method, note, reason }] = headline
  return { measure, value, n_items, n_annotators, n_pairable, ci, method, note, reason }
}
