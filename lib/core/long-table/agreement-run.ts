import type { IntervalKind } from '../agreement/bootstrap'
import type { Level } from '../agreement/difference'
import type { Figure, Figures, Unit } from '../agreement/figure'
import type { Ignored } from '../text/normalise-text'
import type { ColumnNames, Row } from './row'
import { repeatNote, UnitCollector, type ValueReader } from './unit-collector'

/** Everything `concord agreement` may be asked beside the file. */
export interface AgreementSettings {
  columns: ColumnNames
  measures: string[] | undefined
  level: Level | undefined
  categories: string[] | undefined
  bootstrap: number
  seed: number
  interval: IntervalKind
  average: 'macro' | 'micro' | undefined
  pairs: boolean
  classAgnostic: boolean
  distance: string | undefined
  ignore: Ignored[]
  reference: string | undefined
  bothBad: 'keep' | 'tie' | 'drop'
  ties: 'keep' | 'drop'
  scale: 'choice' | 'strength'
}

/** One table being read; the figures of what was read. */
interface AgreementRun {
  add(row: Row): void
  figures(): Figures
}

/** A kind of value that lines may hold: how it is read and which figures it has. */
export interface ValueKind {
  start(settings: AgreementSettings): AgreementRun
  /** Settings that say something about this kind of value, of those not all share. */
  settings: readonly KindSetting[]
}

export type KindSetting =
  | 'level'
  | 'categories'
  | 'classAgnostic'
  | 'distance'
  | 'ignore'
  | 'reference'
  | 'bothBad'
  | 'ties'
  | 'scale'

export function valueKind<Value>(kind: {
  settings: readonly KindSetting[]
  reader(settings: AgreementSettings): ValueReader<Value>
  figures(units: Unit<Value>[], settings: AgreementSettings): Figures
}): ValueKind {
  return {
    settings: kind.settings,
    start(settings) {
      const collector = new UnitCollector(kind.reader(settings), settings.columns)
      return {
        add: (row) => collector.add(row),
        figures() {
          const { units, repeated } = collector.finish()
          return withNote(kind.figures(units, settings), repeatNote(repeated))
        },
      }
    },
  }
}

function withNote(figures: Figures, note: string | null): Figures {
  if (note === null) return figures
  const noted = (figure: Figure): Figure => ({
    ...figure,
    note: figure.note === null ? note : `${figure.note} ${note}`,
  })
  return Object.fromEntries(Object.entries(figures).map(([name, figure]) => [name, noted(figure)]))
}

/** What the figures of boxes, texts and rankings share. */
export function sharedOptions(settings: AgreementSettings) {
  const { measures, average, bootstrap, seed, interval, pairs } = settings
  return { bootstrap, seed, interval, pairs, ...(measures && { measures }), ...(average && { average }) }
}
