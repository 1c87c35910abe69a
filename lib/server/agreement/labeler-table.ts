import 'server-only'
import type { Outcome } from '@/lib/core/agreement/outcome'
import { entropyBits, runProbability } from '@/lib/core/labeler-quality/answer-variety'
import { flagsOf } from '@/lib/core/labeler-quality/flags'
import type { LabelerQuality } from '@/lib/core/labeler-quality/quality-figures'
import type { Reliability } from '@/lib/core/labeler-quality/reliability'
import { fairCoinP } from '@/lib/core/preference/exact-binomial'
import { wilsonInterval } from '@/lib/core/preference/wilson-interval'
import type { AnswerSums } from './answer-sums'
import type { DistanceAlphas } from './distance-alphas'
import type { LabelerSum } from './labeler-sum'
import type { AsOf } from './latest'
import type { Level } from './pair-table'
import { dated, given, meanOf, missing, type TableFigure } from './table-figure'

/** A fact that deserves a look, with the number of answers behind it. It is no verdict. */
interface LabelerFlag {
  name: LabelerQuality['flags'][number]['name'] | 'few-gold-answers'
  sentence: string
  n: number
}

export interface LabelerRow {
  labelerId: string
  annotations: number
  /** Seconds: the middle, and between which times the middle half lies. */
  seconds: TableFigure & { middleHalf: [number, number] | null }
  /** Mean similarity to the others' answers, over tasks that others answered too; not corrected for chance. */
  withRest: TableFigure
  /** Krippendorff's alpha of the others alone, and how much higher (or lower) it is with this labeler. */
  leaveOneOut: TableFigure & { all: number | null; gain: number | null }
  /** Categories: share of gold tasks answered right, with its interval. Others: mean similarity to the known answers. */
  gold: TableFigure
  /** Share of choices between two that fell on the alternative shown first, with its interval. */
  firstShown: TableFigure & { p: number | null }
  /** Probability of naming the true category by Dawid & Skene, and the same corrected for chance (0 guessing, 1 knowing). */
  reliability: TableFigure & { aboveChance: number | null }
  /** Shannon's entropy of the answers in bits, beside that of the others on the same tasks. */
  variety: TableFigure & { others: number | null }
  /** The longest row of equal answers, and how likely one as long is by chance. */
  run: { category: string; length: number; p: number; n: number } | null
  flags: LabelerFlag[]
}

export interface CategoryNames {
  level: Level
  names: readonly string[]
}

const fewGold = 5
/** Below this a labeler's accuracy on gold is flagged, once even the interval's upper end is. */
const goldThreshold = 0.7

/** By the counts where every answer has a category, else by the type's alphas. */
export type AlphasBy =
  | { by: 'counts'; categories: CategoryNames }
  | { by: 'distance'; without: DistanceAlphas | null; asOf: AsOf | null }

/** By name; null where nothing was estimated. */
export interface Reliabilities {
  known: Readonly<Record<string, Reliability | null>> | null
  /** Null: of the answers of now. */
  asOf: AsOf | null
}

export function labelerRows(
  sums: AnswerSums,
  alphas: AlphasBy,
  reliabilities: Reliabilities,
  nameOf: (labelerId: string) => string,
): LabelerRow[] {
  const categorical = alphas.by === 'counts'
  const middles = [...sums.labelers.values()].flatMap(({ times }) => times?.quartiles[1] ?? [])
  const sorted = Float64Array.from(middles).sort()
  const all = alphas.by === 'counts' ? sums.coincidences.coincidences().alpha(alphas.categories.level).value : null
  const shares = [...sums.chosen].map((n) => n / Math.max(1, sums.annotations))
  return [...sums.labelers].map(([labelerId, sum]) => {
    const row = {
      labelerId,
      annotations: sum.answers,
      seconds: secondsOf(sum),
      withRest: meanOf(
        sum.withRest,
        sum.tasksWithRest,
        'Mean over tasks of the mean of 1 − distance to the others; not corrected for chance',
        'no-pairable-values',
      ),
      leaveOneOut: leaveOneOutOf(sums, sum, { alphas, all, name: nameOf(labelerId) }),
      gold: goldOf(sum, categorical),
      firstShown: firstShownOf(sum),
      reliability: reliabilityOf(sum, reliabilities, { name: nameOf(labelerId), categorical }),
      variety: varietyOf(sum),
      run: alphas.by === 'counts' ? runOf(sum, alphas.categories.names, shares) : null,
    }
    return { ...row, flags: factsOf(row, sum, middleOfOthers(sorted, sum), categorical) }
  })
}

function secondsOf({ times }: LabelerSum): LabelerRow['seconds'] {
  const method =
    'Median of the time spent on an answer, where it is known; quartiles by linear interpolation (Hyndman & Fan 1996, type 7)'
  if (times === null) return { ...missing('no-votes', 0, method), middleHalf: null }
  const [low, middle, high] = times.quartiles
  return { ...given(middle / 1000, times.n, method), middleHalf: [low / 1000, high / 1000] }
}

/** The median of the others' medians in milliseconds; `sorted` holds everybody's. */
function middleOfOthers(sorted: Float64Array, { times }: LabelerSum): number | null {
  const own = times === null ? -1 : sorted.indexOf(times.quartiles[1])
  const others = own < 0 ? sorted.length : sorted.length - 1
  const at = (place: number): number => sorted[own >= 0 && place >= own ? place + 1 : place] ?? 0
  return others === 0 ? null : (at(Math.floor((others - 1) / 2)) + at(Math.ceil((others - 1) / 2))) / 2
}

interface OneOut {
  alphas: AlphasBy
  /** Alpha of everybody, where it comes from counts. */
  all: number | null
  name: string
}

function leaveOneOutOf(sums: AnswerSums, sum: LabelerSum, { alphas, all, name }: OneOut): LabelerRow['leaveOneOut'] {
  const n = sum.tasksWithRest
  if (alphas.by === 'counts') {
    const { level } = alphas.categories
    const without = sums.coincidences.plus(sum.takenOut).coincidences().alpha(level)
    return withGain(without, all, n, `Krippendorff’s alpha (2011), ${level} difference, of the others alone`)
  }
  const method = dated('Krippendorff’s alpha with the task type’s distance, of the others alone', alphas.asOf)
  const without = alphas.without?.without[name]
  if (!alphas.without || !without) return { ...missing('too-many-answers', n, method), all: null, gain: null }
  return withGain(without, alphas.without.all?.value ?? null, n, method)
}

function withGain(
  without: Outcome | { value: number | null; reason: TableFigure['reason'] },
  all: number | null,
  n: number,
  method: string,
): LabelerRow['leaveOneOut'] {
  const { value, reason } = without
  if (value === null) return { ...missing(reason ?? 'no-pairable-values', n, method), all, gain: null }
  return { ...given(value, n, method), all, gain: all === null ? null : all - value }
}

function goldOf({ goldRight, goldSimilarity, goldTasks }: LabelerSum, categorical: boolean): TableFigure {
  if (!categorical) {
    return meanOf(goldSimilarity, goldTasks, 'Mean of 1 − distance to the known answers', 'no-reference')
  }
  const method = 'Share of gold tasks answered right, 95 % Wilson interval (1927)'
  if (goldTasks === 0) return missing('no-reference', 0, method)
  return given(goldRight / goldTasks, goldTasks, method, wilsonInterval(goldRight, goldTasks))
}

function firstShownOf({ choseFirst, choseOne }: LabelerSum): LabelerRow['firstShown'] {
  const method =
    'Share of choices for the alternative shown first, 95 % Wilson interval (1927), exact binomial p against 1/2'
  if (choseOne === 0) return { ...missing('no-display-order', 0, method), p: null }
  const share = given(choseFirst / choseOne, choseOne, method, wilsonInterval(choseFirst, choseOne))
  return { ...share, p: fairCoinP(choseFirst, choseOne) }
}

/** The longest row of equal answers, and how likely one as long is when everybody's shares are drawn at random. */
function runOf({ run }: LabelerSum, names: readonly string[], shares: readonly number[]): LabelerQuality['run'] {
  const category = run === null ? undefined : names[run.category]
  if (run === null || category === undefined) return null
  const { length, n } = run
  const p = shares.reduce((sum, share) => sum + runProbability(n, length, share), 0)
  return { category, length, p: Math.min(1, p), n }
}

function reliabilityOf(
  { answers }: LabelerSum,
  { known, asOf }: Reliabilities,
  { name, categorical }: { name: string; categorical: boolean },
): LabelerRow['reliability'] {
  const method = dated(
    'Probability of naming the true category: Σ p_j π_jj by Dawid & Skene (1979), estimated without known answers',
    asOf,
  )
  const own = known?.[name] ?? null
  if (own === null) {
    return { ...missing(categorical ? 'too-many-answers' : 'no-votes', answers, method), aboveChance: null }
  }
  return { ...given(own.accuracy, answers, method), aboveChance: own.aboveChance }
}

function varietyOf({ chosen, others }: LabelerSum): LabelerRow['variety'] {
  const method = 'Shannon’s entropy (1948) of the answers, in bits'
  const n = chosen.reduce((sum, count) => sum + count, 0)
  const bits = entropyBits(chosen)
  return bits === null
    ? { ...missing('no-votes', 0, method), others: null }
    : { ...given(bits, n, method), others: entropyBits(others) }
}

type Measured = Omit<LabelerRow, 'flags'>

/** The facts of the core's quality rules that these counts can tell, and that gold tells little yet. */
function factsOf(row: Measured, sum: LabelerSum, othersMedianMs: number | null, categorical: boolean): LabelerFlag[] {
  const { gold, leaveOneOut, seconds, firstShown, reliability, variety, run } = row
  const flags: LabelerFlag[] = flagsOf(
    {
      annotator: row.labelerId,
      n: row.annotations,
      gold: { value: categorical ? gold.value : null, ci: gold.ci, right: sum.goldRight, n: gold.n },
      withRest: row.withRest,
      leaveOneOut: { all: leaveOneOut.all, without: leaveOneOut.value, gain: leaveOneOut.gain, n: leaveOneOut.n },
      reliability:
        reliability.value === null
          ? null
          : { accuracy: reliability.value, aboveChance: reliability.aboveChance, n: reliability.n },
      speed: {
        medianMs: seconds.value === null ? null : 1000 * seconds.value,
        perHour: null,
        othersMedianMs,
        n: seconds.n,
      },
      position: { firstShare: firstShown.value, ci: firstShown.ci, p: firstShown.p, n: firstShown.n },
      variety: { bits: variety.value, othersBits: variety.others, n: variety.n },
      run,
    },
    goldThreshold,
  )
  if (gold.n === 0 || gold.n >= fewGold) return flags
  const tasks = gold.n === 1 ? 'one gold task' : `${gold.n} gold tasks`
  return [
    ...flags,
    { name: 'few-gold-answers', sentence: `Only ${tasks} answered so far; the accuracy may be chance.`, n: gold.n },
  ]
}
