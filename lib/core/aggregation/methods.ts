import { boxReader } from '@/lib/core/long-table/box-values'
import { labelReader, numberReader } from '@/lib/core/long-table/label-values'
import { preferenceReader } from '@/lib/core/long-table/preference-values'
import { rankingReader } from '@/lib/core/long-table/ranking-values'
import { textReader } from '@/lib/core/long-table/text-values'
import type { ValueReader } from '@/lib/core/long-table/unit-collector'
import { borda } from '@/lib/core/ranking-models/borda'
import { bradleyTerry } from '@/lib/core/ranking-models/bradley-terry'
import { type Comparison, comparisonsOfRankings, comparisonsOfVotes } from '@/lib/core/ranking-models/comparison'
import { plackettLuce } from '@/lib/core/ranking-models/plackett-luce'
import { type AggregateSettings, labelMethod, type TypedMethod, typedMethod } from './aggregate-run'
import { boxFusion } from './box-fusion'
import { dawidSkene } from './dawid-skene'
import { mace } from './mace'
import { majority } from './majority'
import { medoid } from './medoid'
import { rover } from './rover'

const choiceReader: ValueReader<string> = (row, column) => preferenceReader(row, column)?.choice ?? null

const labels: readonly [string, ValueReader<string>][] = [
  ['categorical', labelReader(undefined)],
  ['sentiment', labelReader(undefined)],
  ['numeric', numberReader(undefined)],
  ['preference', choiceReader],
]

const overLabels = (method: (reader: ValueReader<string>) => TypedMethod): ReadonlyMap<string, TypedMethod> =>
  new Map(labels.map(([type, reader]) => [type, method(reader)]))

const votesOfPairs = typedMethod(
  ['ties', 'bothBad', 'orderEffect', 'penalty', 'strength'],
  preferenceReader,
  (units, settings) =>
    fitted(comparisonsOfVotes(units, { bothBad: settings.bothBad ?? 'tie', graded: settings.strength }), settings),
)

const impliedPairs = typedMethod(['ties', 'orderEffect', 'penalty'], rankingReader, (units, settings) => {
  const result = fitted(comparisonsOfRankings(units), settings)
  const note = 'Pairs implied by one ranking are not independent: standard errors are too small.'
  return { ...result, note: result.note === null ? note : `${result.note} ${note}` }
})

function fitted(comparisons: Comparison[], { ties, orderEffect, penalty = 0, strength }: AggregateSettings) {
  return bradleyTerry(comparisons, { ties, orderEffect, penalty, graded: strength })
}

/** The methods of `concord aggregate` by name, and for each the kinds of value it takes, the usual one first. */
export const aggregateMethods: ReadonlyMap<string, ReadonlyMap<string, TypedMethod>> = new Map([
  ['majority', overLabels((reader) => labelMethod([], reader, (units) => majority(units)))],
  [
    'dawid-skene',
    overLabels((reader) =>
      labelMethod(['smoothing', 'repeats'], reader, (units, { smoothing = 0 }) => dawidSkene(units, { smoothing })),
    ),
  ],
  ['mace', overLabels((reader) => labelMethod([], reader, (units, { seed }) => mace(units, { seed })))],
  [
    'bradley-terry',
    new Map([
      ['preference', votesOfPairs],
      ['ranking', impliedPairs],
    ]),
  ],
  ['plackett-luce', new Map([['ranking', typedMethod([], rankingReader, (units) => plackettLuce(units))]])],
  ['borda', new Map([['ranking', typedMethod([], rankingReader, (units) => borda(units))]])],
  ['medoid', new Map([['transcription', typedMethod([], textReader, (units) => medoid(units))]])],
  ['rover', new Map([['transcription', typedMethod([], textReader, (units) => rover(units))]])],
  [
    'box-fusion',
    new Map([
      [
        'bounding-box',
        typedMethod(['iouThreshold'], boxReader(undefined), (units, { iouThreshold = 0.5 }) =>
          boxFusion(units, { iouThreshold }),
        ),
      ],
    ]),
  ],
])
