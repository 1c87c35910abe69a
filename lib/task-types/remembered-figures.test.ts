import { expect, test } from 'vitest'
import { DistanceMemory } from '@/lib/core/agreement/distance-memory'
import { seededRandom } from '@/lib/core/random/seeded-random'
import { taskTypes } from './registry'

for (const [name, spec] of Object.entries(taskTypes)) {
  test(`what was compared before changes no figure: ${name}`, () => {
    for (const [index, sample] of spec.samples.entries()) {
      const config = spec.config.parse(sample.config)
      const random = seededRandom(index)
      const memory = new DistanceMemory()
      for (let round = 0; round < 6; round += 1) {
        const units = Array.from({ length: 12 }, (_, item) => ({
          item: `t${item}`,
          ratings: ['ada', 'ben', 'cleo'].flatMap((annotator) => {
            const value = sample.answers[random.below(sample.answers.length + 1)]
            return value === undefined ? [] : [{ annotator, value }]
          }),
        }))
        const asked = { bootstrap: 10, seed: 1 }
        expect(spec.measures(units, config, { ...asked, memory })).toEqual(spec.measures(units, config, asked))
      }
    }
  })
}
