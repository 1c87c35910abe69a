import { boxFusion } from '@/lib/core/aggregation/box-fusion'
import type { Aggregation, Verdict } from '@/lib/core/export/contract'
import type { Answer, Config, LabeledBox } from './schema'

export const aggregations: Record<string, Aggregation<Answer, Config>> = {
  'box-fusion': {
    label: 'Weighted box fusion',
    description:
      'Boxes of one label that overlap by half or more become one, their mean; those that at least half of the annotators drew are kept.',
    over: 'task',
    run: (units) => {
      const { items } = boxFusion(units.map(({ item, ratings }) => ({ item, ratings: ratings.map(boxesOf) })))
      return units.map(({ item, ratings }): Verdict<Answer> => {
        const fused = items[item]?.value ?? null
        const boxes = fused?.flatMap(({ label, x, y, width, height, votes }): LabeledBox[] =>
          label !== undefined && votes * 2 >= ratings.length ? [{ label, x, y, width, height }] : [],
        )
        return { answer: boxes ? { boxes } : null, tied: [], method: 'box-fusion', certainty: null, n: ratings.length }
      })
    },
  },
}

function boxesOf({ annotator, value }: { annotator: string; value: Answer }) {
  return { annotator, value: value.boxes }
}
