import { type CategoricalOptions, categoricalFigures, countedFigures } from '@/lib/core/agreement/categorical-figures'
import { type CountedAnswers, countedAs } from '@/lib/core/agreement/counted-answers'
import type { Figure, Figures, Unit } from '@/lib/core/agreement/figure'
import type { MeasureOptions } from '@/lib/core/task-type'
import { signedStrength } from './distance'
import { type Answer, type Config, isDecisive, openChoices } from './schema'

/**
 * Nominal figures over a, b, tie and both-bad; beside them alpha over the decisive answers alone (ties and both-bad dropped before units
 * are counted), the three ordered steps a < tie < b (both-bad as tie), and, where strength is asked, the signed strength at interval level.
 */
export function preferenceFigures(units: Unit<Answer>[], config: Config, options: MeasureOptions): Figures {
  return figuresBy((read, asked) => categoricalFigures(valued(units, read), { ...options, ...asked }), config)
}

/** The same from counts. */
export function countedPreferenceFigures(
  answers: CountedAnswers<Answer>,
  config: Config,
  options: MeasureOptions,
): Figures {
  return figuresBy((read, asked) => countedFigures(countedAs(answers, read), { ...options, ...asked }), config)
}

/** What an answer is called here; null leaves it out. */
type Read = (answer: Answer) => string | null
type Asked = Pick<CategoricalOptions, 'level' | 'categories' | 'measures'>

function figuresBy(measure: (read: Read, asked: Asked) => Figures, config: Config): Figures {
  const measures = ['krippendorff-alpha']
  const figures = measure(({ choice }) => choice, { level: 'nominal', categories: openChoices(config) })
  const decisive = measure(({ choice }) => (isDecisive(choice) ? choice : null), {
    level: 'nominal',
    categories: ['a', 'b'],
    measures,
  })
  const ordered = measure(({ choice }) => (choice === 'both-bad' ? 'tie' : choice), {
    level: 'ordinal',
    categories: ['a', 'tie', 'b'],
    measures,
  })
  const strength = config.strength
    ? measure((answer) => String(signedStrength(answer)), { level: 'interval', measures })
    : {}
  return {
    ...figures,
    ...alphaNamed('krippendorff-alpha-decisive', decisive, 'Ties and both-bad left out.'),
    ...alphaNamed('krippendorff-alpha-ordered', ordered, 'a < tie < b, both-bad counted as tie.'),
    ...alphaNamed('krippendorff-alpha-strength', strength, 'Signed strength, −3 to 3; ties and both-bad are 0.'),
  }
}

function valued(units: Unit<Answer>[], read: Read): Unit<string>[] {
  return units.map(({ item, ratings }) => ({
    item,
    ratings: ratings.flatMap(({ annotator, value: answer }) => {
      const value = read(answer)
      return value === null ? [] : [{ annotator, value }]
    }),
  }))
}

function alphaNamed(name: string, figures: Figures, what: string): Record<string, Figure> {
  const alpha = figures['krippendorff-alpha']
  if (!alpha) return {}
  return { [name]: { ...alpha, note: alpha.note === null ? what : `${what} ${alpha.note}` } }
}
