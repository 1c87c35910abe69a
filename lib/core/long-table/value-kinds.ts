import { categoricalFigures } from '../agreement/categorical-figures'
import { categoricalMeasureNames } from '../agreement/categorical-measures'
import { labelNumber } from '../agreement/category-order'
import type { Figures, Unit } from '../agreement/figure'
import { boxFigures } from '../boxes/box-figures'
import { AppError } from '../errors'
import { firstPositionShare } from '../preference/first-position'
import { rankingFigures } from '../ranking/ranking-figures'
import type { TextUnit } from '../text/normalise-text'
import { textFigures } from '../text/text-figures'
import { type AgreementSettings, sharedOptions, type ValueKind, valueKind } from './agreement-run'
import { boxReader } from './box-values'
import { labelReader, numberReader, numberText } from './label-values'
import { scaleVotes } from './preference-scale'
import { type PreferenceVote, preferenceReader } from './preference-values'
import { rankingReader } from './ranking-values'
import { textReader } from './text-values'

const categorical = valueKind({
  settings: ['level', 'categories'],
  reader: ({ categories }) => labelReader(categories),
  figures: (units, settings) => labelFigures(units, { ...settings, level: settings.level ?? 'nominal' }),
})

const numeric = valueKind({
  settings: ['level', 'categories'],
  reader: ({ categories }) => numberReader(numberCategories(categories)),
  figures: (units, settings) =>
    labelFigures(units, {
      ...settings,
      level: settings.level ?? 'interval',
      categories: numberCategories(settings.categories),
      measures: numericMeasures(settings),
    }),
})

const boundingBox = valueKind({
  settings: ['categories', 'classAgnostic', 'distance'],
  reader: ({ categories }) => boxReader(categories),
  figures: (units, settings) => {
    const { classAgnostic, distance } = settings
    return boxFigures(units, { ...sharedOptions(settings), classAgnostic, ...(distance && { distance }) })
  },
})

const transcription = valueKind({
  settings: ['distance', 'ignore', 'reference'],
  reader: () => textReader,
  figures: (units, settings) => {
    const { ignore, reference } = settings
    return textFigures(units, {
      ...sharedOptions(settings),
      ignore,
      reference,
      distance: textDistance(settings.distance),
    })
  },
})

const preference = valueKind({
  settings: ['level', 'categories', 'bothBad', 'ties', 'scale'],
  reader: () => preferenceReader,
  figures: preferenceFigures,
})

const ranking = valueKind({
  settings: [],
  reader: () => rankingReader,
  figures: (units, settings) => rankingFigures(units, sharedOptions(settings)),
})

/** The kinds of value a long table may hold, by the name `--type` takes. */
export const valueKinds: ReadonlyMap<string, ValueKind> = new Map([
  ['categorical', categorical],
  ['sentiment', categorical],
  ['numeric', numeric],
  ['bounding-box', boundingBox],
  ['transcription', transcription],
  ['preference', preference],
  ['ranking', ranking],
])

type LabelSettings = Omit<AgreementSettings, 'level'> & { level: NonNullable<AgreementSettings['level']> }

function labelFigures(units: Unit<string>[], settings: LabelSettings): Figures {
  const { level, categories, measures } = settings
  return categoricalFigures(units, {
    ...sharedOptions(settings),
    level,
    ...(categories && { categories }),
    ...(measures && { measures }),
  })
}

function numberCategories(categories: string[] | undefined): string[] | undefined {
  return categories?.map((category) => {
    const number = labelNumber(category)
    if (Number.isFinite(number)) return numberText(number)
    throw new AppError(
      'bad-input',
      `--categories: “${category}” is no number; name numbers, or use --type categorical.`,
    )
  })
}

/** Without declared categories the distinct numbers of a measurement are no categories: kappas would count them as such. */
function numericMeasures({ measures, categories }: AgreementSettings): string[] | undefined {
  const always = ['krippendorff-alpha', 'percent-agreement']
  if (categories) return measures
  const other = measures?.find((name) => !always.includes(name))
  if (other === undefined) return measures ?? always
  if (!categoricalMeasureNames.includes(other)) throw unknownMeasure(other, always)
  throw new AppError(
    'bad-input',
    `Measure ${other} needs the numbers that could be given; name them all with --categories.`,
  )
}

const FIRST_POSITION = 'first-position-share'

function preferenceFigures(units: Unit<PreferenceVote>[], settings: AgreementSettings): Figures {
  const scaled = scaleVotes(units, settings)
  const { measures } = settings
  const unknown = measures?.find((name) => name !== FIRST_POSITION && !categoricalMeasureNames.includes(name))
  if (unknown !== undefined) throw unknownMeasure(unknown, [...categoricalMeasureNames, FIRST_POSITION])
  const figures = labelFigures(scaled.units, {
    ...settings,
    level: scaled.level,
    categories: settings.categories ?? scaled.categories,
    measures: measures?.filter((name) => name !== FIRST_POSITION),
  })
  const stated = Object.entries(figures).map(([name, figure]): [string, typeof figure] => [
    name,
    { ...figure, method: `${figure.method}; ${scaled.policy}` },
  ])
  const all = new Map(stated)
  if (!measures || measures.includes(FIRST_POSITION))
    all.set(FIRST_POSITION, firstPositionShare(units, sharedOptions(settings)))
  const names = measures ?? [...all.keys()]
  return Object.fromEntries(
    names.flatMap((name) => {
      const figure = all.get(name)
      return figure ? [[name, figure]] : []
    }),
  )
}

function textDistance(distance: string | undefined): TextUnit {
  if (distance === undefined || distance === 'word') return 'word'
  if (distance === 'character') return 'character'
  throw new AppError('bad-input', `--distance ${distance}: choose word or character.`)
}

function unknownMeasure(name: string, known: string[]): AppError {
  return new AppError('bad-input', `There is no measure ${name} here. Choose from ${known.join(', ')}.`)
}
