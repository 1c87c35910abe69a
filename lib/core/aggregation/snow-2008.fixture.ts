import type { Unit } from '@/lib/core/agreement/figure'

/** Crowd labels of Snow, O'Connor, Jurafsky & Ng 2008, ten for each item, with the experts' labels. */
export interface CrowdLabels {
  units: Unit<string>[]
  gold: Map<string, string>
}

/** Where the repository keeps them, from its root. */
export const snowFile = (task: 'rte' | 'temp'): string => `lib/core/aggregation/fixtures/snow2008-${task}.tsv`

/** The text of such a file: annotation, worker, item, response, gold. */
export function crowdLabels(tsv: string): CrowdLabels {
  const units = new Map<string, Unit<string>>()
  const gold = new Map<string, string>()
  for (const line of tsv.trim().split('\n').slice(1)) {
    const [, annotator = '', item = '', value = '', truth = ''] = line.trim().split('\t')
    const unit = units.get(item) ?? { item, ratings: [] }
    unit.ratings.push({ annotator, value })
    units.set(item, unit)
    gold.set(item, truth)
  }
  return { units: [...units.values()], gold }
}
