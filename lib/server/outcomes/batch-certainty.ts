import { fitDawidSkene } from '@/lib/core/aggregation/dawid-skene-em'
import { type VoteColumns, voteColumns } from '@/lib/core/aggregation/vote-columns'

export interface Vote {
  annotator: string
  value: string
}

/** Added to the counts of every confusion matrix, so that a handful of votes is not taken for certainty. */
const smoothing = 1
/** A fit reads at most so many votes, of the tasks that changed last: enough to know the annotators, little enough for one turn. */
const mostVotes = 20_000
const mostRounds = 500
/** From fewer tasks the estimation tends to declare one annotator wrong throughout: there a split answer is at most as sure as its votes. */
const fewTasks = 50
/** While answers arrive a fit is made at most so often, and never takes more than a twentieth of the time. */
const leastPauseMs = 3_000
const pausePerFit = 20

interface Fit {
  classes: ReadonlyMap<string, number>
  annotators: ReadonlyMap<string, number>
  /** Annotator × reported × true. */
  logConfusion: Float64Array
  logMarginals: Float64Array
  madeAtMs: number
  tookMs: number
}

/**
 * How sure a batch's categories are: every annotator's confusion matrix by Dawid & Skene (1979) over the batch, smoothed, and from it the
 * posterior of a task's most probable category (lib/core/aggregation/adaptive-overlap states the policy that reads it).
 */
export class BatchCertainty {
  /** Those that changed last come last. */
  readonly #votes = new Map<string, readonly Vote[]>()
  #count = 0
  #fit: Fit | null = null
  #changed = true

  constructor(readonly clock: () => number) {}

  put(taskId: string, votes: readonly Vote[]): void {
    this.#forget(taskId)
    this.#changed = true
    if (votes.length === 0) return
    this.#votes.set(taskId, votes)
    this.#count += votes.length
    while (this.#count > mostVotes) {
      const [oldest] = this.#votes.keys()
      if (oldest === undefined) return
      this.#forget(oldest)
    }
  }

  /** Fits anew where something changed and it is time; `now` says not to wait. */
  refresh(now: boolean): void {
    const due = this.#fit === null || this.clock() - this.#fit.madeAtMs > pauseAfter(this.#fit)
    if (this.#changed && (now || due)) this.#fit = this.#fitted()
  }

  /** The probability of the most probable category; null without votes. */
  of(votes: readonly Vote[]): number | null {
    if (votes.length === 0) return null
    if (this.#fit === null || votes.some((vote) => !knows(this.#fit, vote))) this.#fit = this.#fitted()
    const probability = mostProbable(votes, this.#fit)
    return this.#votes.size < fewTasks ? Math.min(probability, largestShare(votes)) : probability
  }

  #forget(taskId: string): void {
    this.#count -= this.#votes.get(taskId)?.length ?? 0
    this.#votes.delete(taskId)
  }

  #fitted(): Fit {
    const began = this.clock()
    const columns = voteColumns([...this.#votes].map(([item, ratings]) => ({ item, ratings: [...ratings] })))
    const { confusion, marginals } = fitDawidSkene(columns, smoothing, mostRounds)
    this.#changed = false
    const madeAtMs = this.clock()
    return { ...inLogarithms(columns, confusion, marginals), madeAtMs, tookMs: Math.max(0, madeAtMs - began) }
  }
}

function pauseAfter({ tookMs }: Fit): number {
  return Math.max(leastPauseMs, tookMs * pausePerFit)
}

function knows(fit: Fit | null, { annotator, value }: Vote): boolean {
  return fit?.annotators.has(annotator) === true && fit.classes.has(value)
}

function inLogarithms(
  { classes, annotators }: VoteColumns,
  confusion: Float64Array,
  marginals: Float64Array,
): Pick<Fit, 'classes' | 'annotators' | 'logConfusion' | 'logMarginals'> {
  const K = classes.length
  const logConfusion = new Float64Array(confusion.length)
  for (let row = 0; row < confusion.length; row += K * K) {
    for (let c = 0; c < K; c += 1) {
      for (let l = 0; l < K; l += 1) logConfusion[row + l * K + c] = Math.log(confusion[row + c * K + l] ?? 0)
    }
  }
  const places = (names: readonly string[]) => new Map(names.map((name, place) => [name, place]))
  return {
    classes: places(classes),
    annotators: places(annotators),
    logConfusion,
    logMarginals: marginals.map((share) => Math.log(share)),
  }
}

/** Equation 2.5 of Dawid & Skene for one task, in logarithms. Votes of annotators whom the fit does not know say nothing. */
function mostProbable(votes: readonly Vote[], { classes, annotators, logConfusion, logMarginals }: Fit): number {
  const K = classes.size
  const joint = Float64Array.from(logMarginals)
  for (const { annotator, value } of votes) {
    const a = annotators.get(annotator)
    const l = classes.get(value)
    if (a === undefined || l === undefined) continue
    for (let c = 0; c < K; c += 1) joint[c] = (joint[c] ?? 0) + (logConfusion[(a * K + l) * K + c] ?? 0)
  }
  const most = joint.reduce((highest, value) => Math.max(highest, value), Number.NEGATIVE_INFINITY)
  return 1 / joint.reduce((sum, value) => sum + Math.exp(value - most), 0)
}

function largestShare(votes: readonly Vote[]): number {
  const counts = new Map<string, number>()
  for (const { value } of votes) counts.set(value, (counts.get(value) ?? 0) + 1)
  return Math.max(...counts.values()) / votes.length
}
