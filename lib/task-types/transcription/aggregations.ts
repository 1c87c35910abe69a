import { medoid } from '@/lib/core/aggregation/medoid'
import { rover } from '@/lib/core/aggregation/rover'
import type { Aggregation, Verdict } from '@/lib/core/export/contract'
import type { Answer, Config } from './schema'

export const aggregations: Record<string, Aggregation<Answer, Config>> = {
  medoid: {
    label: 'Medoid',
    description:
      'The transcript that is on average closest to the others, as its annotator wrote it, times and speakers included.',
    over: 'task',
    run: (units) => {
      const { items } = medoid(units)
      return units.map(({ item, ratings }): Verdict<Answer> => {
        const [first] = items[item]?.annotators ?? []
        const chosen = ratings.find(({ annotator }) => annotator === first)
        return { answer: chosen?.value ?? null, ...about('medoid', ratings.length) }
      })
    },
  },
  rover: {
    label: 'ROVER',
    description:
      'Word by word the most frequent of the aligned transcripts (Fiscus 1997): often better than any one of them, but without times; for languages with spaces.',
    over: 'task',
    run: (units) => {
      const { items } = rover(units)
      return units.map(({ item, ratings }): Verdict<Answer> => {
        const text = items[item]?.value ?? null
        return { answer: text === null ? null : { text }, ...about('rover', ratings.length) }
      })
    },
  },
}

function about(method: string, n: number) {
  return { tied: [], method, certainty: null, n }
}
