import { alphaByDistance, type DistanceOptions } from '@/lib/core/agreement/alpha-by-distance'
import { categoricalFigures, countedFigures } from '@/lib/core/agreement/categorical-figures'
import { type CountedAnswers, countedAs } from '@/lib/core/agreement/counted-answers'
import type { Figures, Unit } from '@/lib/core/agreement/figure'
import type { MeasureOptions } from '@/lib/core/task-type'
import { jaccardDistance, masiDistance } from './distance'
import { type Answer, type Config, labelsOf } from './schema'

/** One label: the categorical figures at the declared level. Several: alpha over the sets, by Jaccard's distance (headline) and by MASI. */
export function sentimentFigures(units: Unit<Answer>[], config: Config, options: MeasureOptions): Figures {
  const chosen = units.map(({ item, ratings }) => ({
    item,
    ratings: ratings.map(({ annotator, value }) => ({ annotator, value: labelsOf(value) })),
  }))
  if (config.multiple) {
    return {
      'krippendorff-alpha': alphaByDistance(chosen, jaccardDistance, remembering(options, 'Jaccard')),
      'krippendorff-alpha-masi': alphaByDistance(chosen, masiDistance, remembering(options, 'MASI')),
    }
  }
  const single = chosen.map(({ item, ratings }) => ({
    item,
    ratings: ratings.flatMap(({ annotator, value: [label] }) =>
      label === undefined ? [] : [{ annotator, value: label }],
    ),
  }))
  return categoricalFigures(single, {
    ...options,
    categories: config.labels.map(({ value }) => value),
    level: config.scale,
  })
}

function remembering(options: MeasureOptions, distance: string): DistanceOptions {
  const { bootstrap, seed, memory } = options
  return memory === undefined ? { bootstrap, seed } : { bootstrap, seed, known: memory.of(distance) }
}

/** The figures of one label each, from counts. */
export function countedSentimentFigures(
  answers: CountedAnswers<Answer>,
  { labels, scale }: Config,
  options: MeasureOptions,
): Figures {
  const chosen = countedAs(answers, (answer) => labelsOf(answer)[0] ?? null)
  return countedFigures(chosen, { ...options, categories: labels.map(({ value }) => value), level: scale })
}
