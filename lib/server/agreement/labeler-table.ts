import 'server-only'
import { quantile } from '@/lib/core/agreement/bootstrap'
import type { Outcome } from '@/lib/core/agreement/outcome'
import { entropyBits, longestRun, runProbability } from '@/lib/core/labeler-quality/answer-variety'
import { flagsOf } from '@/lib/core/labeler-quality/flags'
import type { LabelerQuality } from '@/lib/core/labeler-quality/quality-figures'
import type { Reliability } from '@/lib/core/labeler-quality/reliability'
import { fairCoinP } from '@/lib/core/preference/exact-binomial'
import { wilsonInterval } from '@/lib/core/preference/wilson-interval'
import type { AnswerSums, LabelerSum } from './answer-sums'
import type { DistanceAlphas } from './distance-alphas'
import type { Level } from './pair-table'
import { given, meanOf, missing, type TableFigure } from './table-figure'

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
export type AlphasBy = { by: 'counts'; categories: CategoryNames } | { by: 'distance'; without: DistanceAlphas | null }

/** By name; null where nothing was estimated. */
export type Reliabilities = Readonly<Record<string, Reliability | null>> | null

export function labelerRows(
  sums: AnswerSums,
  alphas: AlphasBy,
  reliabilities: Reliabilities,
  nameOf: (labelerId: string) => string,
): LabelerRow[] {
  const speeds = new Map([...sums.labelers].map(([id, { answers }]) => [id, secondsOf(answers)]))
  const shares = [...sums.chosen].map((n) => n / Math.max(1, sums.annotations))
  return [...sums.labelers].map(([labelerId, sum]) => {
    const others = [...speeds].flatMap(([id, { value }]) => (id === labelerId || value === null ? [] : [value]))
    const row = {
      labelerId,
      annotations: sum.answers.size,
      seconds: speeds.get(labelerId) ?? secondsOf(sum.answers),
      withRest: meanOf(
        sum.withRest,
        sum.tasksWithRest,
        'Mean over tasks of the mean of 1 − distance to the others; not corrected for chance',
        'no-pairable-values',
      ),
      leaveOneOut: leaveOneOutOf(sums, sum, alphas, nameOf(labelerId)),
      gold: goldOf(sum, alphas.by === 'counts'),
      firstShown: firstShownOf(sum),
      reliability: reliabilityOf(sum, reliabilities?.[nameOf(labelerId)] ?? null, alphas.by === 'counts'),
      variety: varietyOf(sum, sums.nCategories),
      run: alphas.by === 'counts' ? runOf(sum, alphas.categories.names, shares) : null,
    }
    return { ...row, flags: factsOf(row, sum, middleOf(others), alphas.by === 'counts') }
  })
}

function secondsOf(answers: LabelerSum['answers']): LabelerRow['seconds'] {
  const times = Float64Array.from(answers.values(), ({ timeSpentMs }) => timeSpentMs / 1000).sort()
  const method = 'Median of the time spent on an answer; quartiles by linear interpolation (Hyndman & Fan 1996, type 7)'
  if (times.length === 0) return { ...missing('no-votes', 0, method), middleHalf: null }
  const middleHalf: [number, number] = [quantile(times, 0.25), quantile(times, 0.75)]
  return { ...given(quantile(times, 0.5), times.length, method), middleHalf }
}

function middleOf(values: readonly number[]): number | null {
  return values.length === 0 ? null : quantile(Float64Array.from(values).sort(), 0.5)
}

function leaveOneOutOf(sums: AnswerSums, sum: LabelerSum, alphas: AlphasBy, name: string): LabelerRow['leaveOneOut'] {
  const n = sum.tasksWithRest
  if (alphas.by === 'counts') {
    const { level } = alphas.categories
    const all = sums.coincidences.coincidences().alpha(level).value
    const without = sums.coincidences.plus(sum.takenOut).coincidences().alpha(level)
    return withGain(without, all, n, `Krippendorff’s alpha (2011), ${level} difference, of the others alone`)
  }
  const method = 'Krippendorff’s alpha with the task type’s distance, of the others alone'
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

function firstShownOf({ answers }: LabelerSum): LabelerRow['firstShown'] {
  const method =
    'Share of choices for the alternative shown first, 95 % Wilson interval (1927), exact binomial p against 1/2'
  const decided = [...answers.values()].flatMap(({ shown }) => choseFirst(shown?.rankAt) ?? [])
  const n = decided.length
  if (n === 0) return { ...missing('no-display-order', 0, method), p: null }
  const first = decided.filter(Boolean).length
  return { ...given(first / n, n, method, wilsonInterval(first, n)), p: fairCoinP(first, n) }
}

/** Whether a choice between two alternatives fell on the one shown first; null where that has no meaning. */
function choseFirst([one, other, third]: readonly number[] = []): boolean | null {
  if (one === undefined || other === undefined || third !== undefined || one === other) return null
  return one < other
}

/** The longest row of equal answers, and how likely one as long is when everybody's shares are drawn at random. */
function runOf({ answers }: LabelerSum, names: readonly string[], shares: readonly number[]): LabelerQuality['run'] {
  const said = [...answers]
    .toSorted(([a, one], [b, other]) => one.givenAt - other.givenAt || (a < b ? -1 : 1))
    .flatMap(([, { category }]) => names[category] ?? [])
  const run = longestRun(said)
  if (!run) return null
  const p = shares.reduce((sum, share) => sum + runProbability(said.length, run.length, share), 0)
  return { ...run, p: Math.min(1, p), n: said.length }
}

function reliabilityOf(
  { answers }: LabelerSum,
  known: Reliability | null,
  categorical: boolean,
): LabelerRow['reliability'] {
  const method =
    'Probability of naming the true category: Σ p_j π_jj by Dawid & Skene (1979), estimated without known answers'
  if (known === null) {
    return { ...missing(categorical ? 'too-many-answers' : 'no-votes', answers.size, method), aboveChance: null }
  }
  return { ...given(known.accuracy, answers.size, method), aboveChance: known.aboveChance }
}

function varietyOf({ answers, others }: LabelerSum, nCategories: number): LabelerRow['variety'] {
  const method = 'Shannon’s entropy (1948) of the answers, in bits'
  const counts = new Float64Array(nCategories)
  for (const { category } of answers.values()) if (category >= 0) counts[category] = (counts[category] ?? 0) + 1
  const n = counts.reduce((sum, count) => sum + count, 0)
  const bits = entropyBits(counts)
  return bits === null
    ? { ...missing('no-votes', 0, method), others: null }
    : { ...given(bits, n, method), others: entropyBits(others) }
}

type Measured = Omit<LabelerRow, 'flags'>

/** The facts of the core's quality rules that these counts can tell, and that gold tells little yet. */
function factsOf(row: Measured, sum: LabelerSum, othersMedian: number | null, categorical: boolean): LabelerFlag[] {
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
        othersMedianMs: othersMedian === null ? null : 1000 * othersMedian,
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
