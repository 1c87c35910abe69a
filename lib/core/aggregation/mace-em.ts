import type { Random } from '@/lib/core/random/seeded-random'
import { digamma } from './digamma'
import { roundsWithin, TOLERANCE } from './estimation-bound'
import { type MaceParameters, maceExpectation, maceLogLikelihood } from './mace-expectation'
import type { VoteColumns } from './vote-columns'
import { spreadOverItems, type VotePatterns, votePatterns } from './vote-patterns'

export interface MaceFit {
  /** Item × class: probability of being true; 0 everywhere without votes. */
  posterior: Float64Array
  /** Annotator: expected share of labels given knowingly, by the parameters at the optimum. */
  competence: Float64Array
  logLikelihood: number
  /** Rounds of the start that was kept. */
  iterations: number
  converged: boolean
  /** How far its last round moved a posterior at most. */
  lastChange: number
}

/** Priors of Hovy et al. 2013: Beta(0.5, 0.5) on spamming, and a symmetric Dirichlet(10) on what a spammer says. */
const SPAM_PRIOR = 0.5
const STRATEGY_PRIOR = 10
const ROUNDS_OF_A_START = 50
const FEWEST_OF_A_START = 10

/**
 * MACE (Hovy, Berg-Kirkpatrick, Vaswani & Hovy 2013) with its variational step: an annotator either knows the true label and says it, or
 * spams and draws from a distribution of their own. Classes are equally likely beforehand. As in the paper every start runs for 50 rounds;
 * the best by likelihood goes on until no posterior moves by 1e-10. All rounds together are as many as `roundsWithin` allows: where that is
 * less than twice what the starts take, they share half of it, at least 10 rounds each, and the best has what they leave. Items on which the same
 * people said the same are visited once.
 */
export function fitMace(votes: VoteColumns, random: Random, restarts: number): MaceFit {
  const patterns = votePatterns(votes)
  const labels = labelCounts(patterns)
  const starts = restarts + 1
  const most = roundsWithin(2 * (patterns.cell.length + patterns.items.length * patterns.classes))
  const ofStart = Math.min(ROUNDS_OF_A_START, Math.max(FEWEST_OF_A_START, Math.floor(most / 2 / starts)))
  let best = startedRun(patterns, labels, null, ofStart)
  for (let restart = 0; restart < restarts; restart += 1) {
    const other = startedRun(patterns, labels, random, ofStart)
    // Starts that lead to the same place differ by little: the first stays.
    if (other.logLikelihood > best.logLikelihood + 1e-6 * Math.abs(best.logLikelihood)) best = other
  }
  run(patterns, labels, best, Math.max(Math.ceil(most / 2), most - ofStart * starts))
  const { parameters, posterior, iterations, moved } = best
  return {
    posterior: spreadOverItems(patterns, posterior),
    competence: parameters.know.map((know, a) => know / (know + (parameters.spam[a] ?? 0))),
    logLikelihood: maceLogLikelihood(patterns, parameters),
    iterations,
    converged: moved < TOLERANCE,
    lastChange: moved,
  }
}

interface Run {
  parameters: MaceParameters
  /** Pattern × class. */
  posterior: Float64Array
  /** Annotator × class: expected labels given knowingly. */
  known: Float64Array
  iterations: number
  moved: number
}

function startedRun(
  patterns: VotePatterns,
  labels: Float64Array,
  random: Random | null,
  rounds: number,
): Run & { logLikelihood: number } {
  const parameters = startingAt(patterns, random)
  const posterior = new Float64Array(patterns.items.length * patterns.classes)
  const known = new Float64Array(labels.length)
  const begun = {
    parameters,
    posterior,
    known,
    iterations: 0,
    moved: maceExpectation(patterns, parameters, posterior, known),
  }
  run(patterns, labels, begun, rounds)
  return { ...begun, logLikelihood: maceLogLikelihood(patterns, parameters) }
}

function run(patterns: VotePatterns, labels: Float64Array, state: Run, rounds: number): void {
  for (let round = 0; round < rounds && state.moved >= TOLERANCE; round += 1) {
    maximise(labels, state, patterns.classes)
    state.moved = maceExpectation(patterns, state.parameters, state.posterior, state.known)
    state.iterations += 1
  }
}

/** Annotator × class: labels given. */
function labelCounts({ annotators, classes, start, cell, items }: VotePatterns): Float64Array {
  const counts = new Float64Array(annotators * classes)
  items.forEach((times, pattern) => {
    for (const place of cell.subarray(start[pattern], start[pattern + 1])) counts[place] = (counts[place] ?? 0) + times
  })
  return counts
}

/** Without a random source the middle of the road: everyone knows half the time and spams evenly. */
function startingAt({ annotators, classes: K }: VotePatterns, random: Random | null): MaceParameters {
  const noise = (): number => (random === null ? 1 : 1 + random.unit() / 2)
  const spam = new Float64Array(annotators)
  const know = new Float64Array(annotators)
  const strategy = new Float64Array(annotators * K)
  for (let a = 0; a < annotators; a += 1) {
    const [spams, knows] = [noise(), noise()]
    spam[a] = spams / (spams + knows)
    know[a] = knows / (spams + knows)
    const parts = Float64Array.from({ length: K }, noise)
    const sum = parts.reduce((total, part) => total + part, 0)
    strategy.set(
      parts.map((part) => part / sum),
      a * K,
    )
  }
  return { spam, know, strategy }
}

/** The variational step: exp ψ(count + prior) / exp ψ(their sum). What was not known was spam. */
function maximise(labels: Float64Array, { parameters, known }: Run, K: number): void {
  for (let a = 0; a < parameters.spam.length; a += 1) {
    let all = 0
    let knowing = 0
    for (let cell = a * K; cell < (a + 1) * K; cell += 1) {
      all += labels[cell] ?? 0
      knowing += known[cell] ?? 0
    }
    const spamming = all - knowing
    const both = digamma(all + 2 * SPAM_PRIOR)
    parameters.spam[a] = Math.exp(digamma(spamming + SPAM_PRIOR) - both)
    parameters.know[a] = Math.exp(digamma(knowing + SPAM_PRIOR) - both)
    const said = digamma(spamming + K * STRATEGY_PRIOR)
    for (let cell = a * K; cell < (a + 1) * K; cell += 1) {
      const spam = (labels[cell] ?? 0) - (known[cell] ?? 0)
      parameters.strategy[cell] = Math.exp(digamma(spam + STRATEGY_PRIOR) - said)
    }
  }
}
