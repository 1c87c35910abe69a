import type { Unit } from '@/lib/core/agreement/figure'
import type { ColumnNames, Row } from '@/lib/core/long-table/row'
import { type Repeats, repeatNote, UnitCollector, type ValueReader } from '@/lib/core/long-table/unit-collector'
import type { TiePolicy } from '@/lib/core/ranking-models/tie-models'
import { goldAccuracy } from './gold-accuracy'
import { GoldAnswers } from './gold-answers'

/** Everything `concord aggregate` may be asked beside file, method and type. */
export interface AggregateSettings {
  columns: ColumnNames
  seed: number
  repeats: Repeats | undefined
  gold: string | undefined
  smoothing: number | undefined
  iouThreshold: number | undefined
  ties: TiePolicy | undefined
  bothBad: 'tie' | 'drop' | undefined
  orderEffect: boolean
  penalty: number | undefined
  strength: boolean
}

export type MethodSetting = Exclude<keyof AggregateSettings, 'columns' | 'seed'>

/** What every method's result has. */
export interface AggregateResult {
  method: string
  reason: string | null
  note: string | null
}

/** One table being read; the aggregate of what was read. */
interface AggregateRun {
  add(row: Row): void
  result(): AggregateResult
}

/** A method over one kind of value. */
export interface TypedMethod {
  /** Settings that say something here, of those not all share. */
  settings: readonly MethodSetting[]
  start(settings: AggregateSettings): AggregateRun
}

export function typedMethod<Value>(
  settings: readonly MethodSetting[],
  reader: ValueReader<Value>,
  aggregate: (units: Unit<Value>[], settings: AggregateSettings) => AggregateResult,
): TypedMethod {
  return {
    settings,
    start(given) {
      const collector = new UnitCollector(reader, given.columns, given.repeats)
      return {
        add: (row) => collector.add(row),
        result() {
          const { units, repeated } = collector.finish()
          return withNote(aggregate(units, given), given.repeats === 'all' ? null : repeatNote(repeated))
        },
      }
    },
  }
}

/** The same for methods that choose a label: with known answers their accuracy is told. */
export function labelMethod(
  settings: readonly MethodSetting[],
  reader: ValueReader<string>,
  aggregate: (
    units: Unit<string>[],
    settings: AggregateSettings,
  ) => AggregateResult & { items: Record<string, { top: readonly string[] }> },
): TypedMethod {
  return {
    settings: ['gold', ...settings],
    start(given) {
      const collector = new UnitCollector(reader, given.columns, given.repeats)
      const gold = given.gold === undefined ? null : new GoldAnswers(reader, given.gold, given.columns)
      return {
        add(row) {
          collector.add(row)
          gold?.add(row)
        },
        result() {
          const { units, repeated } = collector.finish()
          const { items, ...rest } = withNote(
            aggregate(units, given),
            given.repeats === 'all' ? null : repeatNote(repeated),
          )
          return gold ? { ...rest, accuracy: goldAccuracy(items, gold.finish()), items } : { ...rest, items }
        },
      }
    },
  }
}

function withNote<Result extends AggregateResult>(result: Result, note: string | null): Result {
  if (note === null) return result
  return { ...result, note: result.note === null ? note : `${result.note} ${note}` }
}
