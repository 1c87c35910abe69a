import { categoricalFigures } from '@/lib/core/agreement/categorical-figures'
import type { Figure, Figures, Unit } from '@/lib/core/agreement/figure'
import type { MeasureOptions } from '@/lib/core/task-type'
import { signedStrength } from './distance'
import { type Answer, type Config, isDecisive, openChoices } from './schema'

/**
 * Nominal figures over a, b, tie and both-bad; beside them alpha over the decisive answers alone (ties and both-bad dropped before units
 * are counted), the three ordered steps a < tie < b (both-bad as tie), and, where strength is asked, the signed strength at interval level.
 */
export function preferenceFigures(units: Unit<Answer>[], config: Config, options: MeasureOptions): Figures {
  const figures = categoricalFigures(
    valued(units, ({ choice }) => choice),
    { ...options, level: 'nominal', categories: openChoices(config) },
  )
  const decisive = categoricalFigures(
    valued(units, ({ choice }) => (isDecisive(choice) ? choice : null)),
    { ...options, level: 'nominal', categories: ['a', 'b'] },
  )
  const ordered = categoricalFigures(
    valued(units, ({ choice }) => (choice === 'both-bad' ? 'tie' : choice)),
    { ...options, level: 'ordinal', categories: ['a', 'tie', 'b'] },
  )
  const strength = config.strength
    ? categoricalFigures(
        valued(units, (answer) => String(signedStrength(answer))),
        { ...options, level: 'interval' },
      )
    : {}
  return {
    ...figures,
    ...alphaNamed('krippendorff-alpha-decisive', decisive, 'Ties and both-bad left out.'),
    ...alphaNamed('krippendorff-alpha-ordered', ordered, 'a < tie < b, both-bad counted as tie.'),
    ...alphaNamed('krippendorff-alpha-strength', strength, 'Signed strength, −3 to 3; ties and both-bad are 0.'),
  }
}

function valued(units: Unit<Answer>[], read: (answer: Answer) => string | null): Unit<string>[] {
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
