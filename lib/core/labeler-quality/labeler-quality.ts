import { dawidSkene, hasRoomForMatrices } from '@/lib/core/aggregation/dawid-skene'
import { voteColumns } from '@/lib/core/aggregation/vote-columns'
import { annotatorsOf } from '@/lib/core/pair-scores/annotator-pairs'
import { fairCoinP } from '@/lib/core/preference/exact-binomial'
import { wilsonInterval } from '@/lib/core/preference/wilson-interval'
import { agreementWithRest, type RestAgreement } from './agreement-with-rest'
import { countsOf, entropyBits, longestRun, runProbability } from './answer-variety'
import { flagsOf } from './flags'
import { groupedBy, type Judgement, unitsOfJudgements } from './judgement'
import { type LeaveOneOut, leaveOneOutByDistance, leaveOneOutNominal } from './leave-one-out'
import type { LabelerQuality } from './quality-figures'
import { type Reliability, reliabilities } from './reliability'

export interface QualityOptions<Value> {
  /** In [0, 1], symmetric, 0 on equal answers. */
  distance: (a: Value, b: Value) => number
  gold?: ReadonlyMap<string, Value>
  /** Whether an answer counts as right; a distance of 0 unless given. */
  isRight?: (answer: Value, gold: Value) => boolean
  /** Below this accuracy on gold a labeler is flagged, once even the interval's upper end is below; 0.7 unless given. */
  goldThreshold?: number
  seed?: number
}

/** Enough for two places of a reliability; labels without any pattern would go on for thousands. */
const MOST_ROUNDS = 100

/** Everything that tells how somebody labels, for every labeler, sorted by name. Figures carry their n; flags say why and on how many items. */
export function labelerQuality<Value>(
  judgements: readonly Judgement<Value>[],
  options: QualityOptions<Value>,
): LabelerQuality[] {
  const units = unitsOfJudgements(judgements, ({ value }) => value)
  const labels = unitsOfJudgements(judgements, ({ category }) => category)
  const categorical = judgements.length > 0 && judgements.every(({ category }) => category !== null)
  const group: Group<Value> = {
    options,
    judgements,
    byAnnotator: groupedBy(judgements, ({ annotator }) => annotator),
    byItem: groupedBy(judgements, ({ item }) => item),
    rest: agreementWithRest(units, options.distance),
    leaveOneOut: categorical ? leaveOneOutNominal(labels) : leaveOneOutByDistance(units, options.distance, options),
    reliability: hasRoomForMatrices(voteColumns(labels))
      ? reliabilities(dawidSkene(labels, { mostRounds: MOST_ROUNDS }))
      : new Map(),
    shares: countsOf(judgements.flatMap(({ category }) => category ?? [])),
    medians: new Map(),
  }
  for (const [annotator, own] of group.byAnnotator) group.medians.set(annotator, median(durationsOf(own)))
  return annotatorsOf(units).map((annotator) => qualityOf(annotator, group))
}

interface Group<Value> {
  options: QualityOptions<Value>
  judgements: readonly Judgement<Value>[]
  byAnnotator: Map<string, Judgement<Value>[]>
  byItem: Map<string, Judgement<Value>[]>
  rest: Map<string, RestAgreement>
  leaveOneOut: LeaveOneOut
  reliability: Map<string, Reliability | null>
  shares: Map<string, number>
  medians: Map<string, number | null>
}

function qualityOf<Value>(annotator: string, group: Group<Value>): LabelerQuality {
  const own = (group.byAnnotator.get(annotator) ?? []).toSorted(
    (a, b) => a.givenAt - b.givenAt || Number(a.item > b.item) - Number(a.item < b.item),
  )
  const rest = group.rest.get(annotator) ?? { value: null, n: 0 }
  const without = group.leaveOneOut.without.get(annotator) ?? null
  const { all } = group.leaveOneOut
  const reliability = group.reliability.get(annotator) ?? null
  const quality = {
    annotator,
    n: own.length,
    gold: goldOf(own, group.options),
    withRest: rest,
    leaveOneOut: { all, without, gain: all === null || without === null ? null : all - without, n: rest.n },
    reliability: reliability && { ...reliability, n: own.filter(({ category }) => category !== null).length },
    speed: speedOf(annotator, own, group),
    position: positionOf(own),
    variety: varietyOf(annotator, own, group),
    run: runOf(own, group.shares),
  }
  return { ...quality, flags: flagsOf(quality, group.options.goldThreshold ?? 0.7) }
}

function goldOf<Value>(
  own: Judgement<Value>[],
  { gold, isRight, distance }: QualityOptions<Value>,
): LabelerQuality['gold'] {
  const known = own.flatMap(({ item, value }) => {
    const truth = gold?.get(item)
    return truth === undefined ? [] : [isRight ? isRight(value, truth) : distance(value, truth) === 0]
  })
  const n = known.length
  const right = known.filter(Boolean).length
  return n === 0 ? { value: null, ci: null, right, n } : { value: right / n, ci: wilsonInterval(right, n), right, n }
}

const HOUR_MS = 3_600_000

function speedOf<Value>(
  annotator: string,
  own: Judgement<Value>[],
  { medians }: Group<Value>,
): LabelerQuality['speed'] {
  const durations = durationsOf(own)
  const total = durations.reduce((sum, duration) => sum + duration, 0)
  const others = [...medians].flatMap(([other, ms]) => (other === annotator || ms === null ? [] : [ms]))
  return {
    medianMs: medians.get(annotator) ?? null,
    perHour: total === 0 ? null : (durations.length * HOUR_MS) / total,
    othersMedianMs: median(others),
    n: durations.length,
  }
}

function durationsOf<Value>(own: readonly Judgement<Value>[]): number[] {
  return own.flatMap(({ durationMs }) => durationMs ?? []).sort((a, b) => a - b)
}

function positionOf<Value>(own: Judgement<Value>[]): LabelerQuality['position'] {
  const decided = own.flatMap(({ choseFirst }) => choseFirst ?? [])
  const n = decided.length
  if (n === 0) return { firstShare: null, ci: null, p: null, n }
  const first = decided.filter(Boolean).length
  return { firstShare: first / n, ci: wilsonInterval(first, n), p: fairCoinP(first, n), n }
}

function varietyOf<Value>(
  annotator: string,
  own: Judgement<Value>[],
  { byItem }: Group<Value>,
): LabelerQuality['variety'] {
  const said = own.flatMap(({ category }) => category ?? [])
  const others = own.flatMap(({ item }) =>
    (byItem.get(item) ?? []).flatMap((other) => (other.annotator === annotator ? [] : (other.category ?? []))),
  )
  return {
    bits: entropyBits(countsOf(said).values()),
    othersBits: entropyBits(countsOf(others).values()),
    n: said.length,
  }
}

function runOf<Value>(own: Judgement<Value>[], shares: Map<string, number>): LabelerQuality['run'] {
  const said = own.flatMap(({ category }) => category ?? [])
  const run = longestRun(said)
  if (!run) return null
  const total = [...shares.values()].reduce((sum, count) => sum + count, 0)
  // Any category might have made the row: the chances add up at most.
  const p = [...shares.values()].reduce((sum, count) => sum + runProbability(said.length, run.length, count / total), 0)
  return { ...run, p: Math.min(1, p), n: said.length }
}

/** Of values in any order; the mean of the middle two of an even number. */
function median(values: readonly number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b)
  const upper = sorted[Math.floor(sorted.length / 2)]
  const lower = sorted[Math.ceil(sorted.length / 2) - 1]
  return upper === undefined || lower === undefined ? null : (lower + upper) / 2
}
