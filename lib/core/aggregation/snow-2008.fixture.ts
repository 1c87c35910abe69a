import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Unit } from '@/lib/core/agreement/figure'

/** Crowd labels of Snow, O'Connor, Jurafsky & Ng 2008, ten for each item, with the experts' labels. */
export interface CrowdLabels {
  units: Unit<string>[]
  gold: Map<string, string>
}

export function snowLabels(task: 'rte' | 'temp'): CrowdLabels {
  const file = fileURLToPath(new URL(`fixtures/snow2008-${task}.tsv`, import.meta.url))
  const units = new Map<string, Unit<string>>()
  const gold = new Map<string, string>()
  for (const line of readFileSync(file, 'utf8').trim().split('\n').slice(1)) {
    const [, annotator = '', item = '', value = '', truth = ''] = line.trim().split('\t')
    const unit = units.get(item) ?? { item, ratings: [] }
    unit.ratings.push({ annotator, value })
    units.set(item, unit)
    gold.set(item, truth)
  }
  return { units: [...units.values()], gold }
}
