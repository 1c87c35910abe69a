import type { Random } from '@/lib/core/random/seeded-random'
import { digamma } from './digamma'
import type { VoteColumns } from './vote-columns'

export interface MaceFit {
  /** Item × class: probability of being true; 0 everywhere without votes. */
  posterior: Float64Array
  /** Annotator: expected share of labels given knowingly, by the parameters at the optimum. */
  competence: Float64Array
  logLikelihood: number
  converged: boolean
}

/** Priors of Hovy et al. 2013: Beta(0.5, 0.5) on spamming, and a symmetric Dirichlet(10) on what a spammer says. */
const SPAM_PRIOR = 0.5
const STRATEGY_PRIOR = 10
const TOLERANCE = 1e-10
const ROUNDS_OF_A_START = 50
const MAX_ROUNDS = 20_000

interface Parameters {
  /** Annotator: weight of spamming and of knowing (exponentiated expectations of logarithms: they add up to less than 1). */
  spam: Float64Array
  know: Float64Array
  /** Annotator × class: what they say when they spam. */
  strategy: Float64Array
}

/**
 * MACE (Hovy, Berg-Kirkpatrick, Vaswani & Hovy 2013) with its variational step: an annotator either knows the true label and says it, or
 * spams and draws from a distribution of their own. Classes are equally likely beforehand. As in the paper every start runs for 50 rounds;
 * the best by likelihood goes on until no posterior moves by 1e-10.
 */
export function fitMace(votes: VoteColumns, random: Random, restarts: number): MaceFit {
  let best = runFrom(votes, startingAt(votes, null))
  for (let restart = 0; restart < restarts; restart += 1) {
    const other = runFrom(votes, startingAt(votes, random))
    // Starts that lead to the same place differ by little: the first stays.
    if (other.logLikelihood > best.logLikelihood + 1e-6 * Math.abs(best.logLikelihood)) best = other
  }
  run(votes, best, MAX_ROUNDS)
  const { parameters, posterior, logLikelihood, moved } = best
  const competence = parameters.know.map((know, a) => know / (know + (parameters.spam[a] ?? 0)))
  return { posterior, competence, logLikelihood, converged: moved < TOLERANCE }
}

interface Run {
  parameters: Parameters
  counts: Parameters
  posterior: Float64Array
  logLikelihood: number
  moved: number
}

function runFrom(votes: VoteColumns, parameters: Parameters): Run {
  const posterior = new Float64Array((votes.start.length - 1) * votes.classes.length)
  const counts = emptyParameters(votes)
  const begun = { parameters, counts, posterior, ...expectation(votes, parameters, posterior, counts) }
  run(votes, begun, ROUNDS_OF_A_START)
  return begun
}

function run(votes: VoteColumns, state: Run, rounds: number): void {
  for (let round = 0; round < rounds && state.moved >= TOLERANCE; round += 1) {
    maximise(state.counts, state.parameters, votes.classes.length)
    Object.assign(state, expectation(votes, state.parameters, state.posterior, state.counts))
  }
}

function emptyParameters({ annotators, classes }: VoteColumns): Parameters {
  return {
    spam: new Float64Array(annotators.length),
    know: new Float64Array(annotators.length),
    strategy: new Float64Array(annotators.length * classes.length),
  }
}

/** Without a random source the middle of the road: everyone knows half the time and spams evenly. */
function startingAt(votes: VoteColumns, random: Random | null): Parameters {
  const { annotators, classes } = votes
  const K = classes.length
  const noise = (): number => (random === null ? 1 : 1 + random.unit() / 2)
  const parameters = emptyParameters(votes)
  annotators.forEach((_, a) => {
    const [spam, know] = [noise(), noise()]
    parameters.spam[a] = spam / (spam + know)
    parameters.know[a] = know / (spam + know)
    const strategy = classes.map(noise)
    const sum = strategy.reduce((total, part) => total + part, 0)
    strategy.forEach((part, c) => {
      parameters.strategy[a * K + c] = part / sum
    })
  })
  return parameters
}

/** Posteriors of the true labels, and expected counts of knowing and of spamming, by what was said. */
function expectation(votes: VoteColumns, parameters: Parameters, posterior: Float64Array, counts: Parameters) {
  const { start, annotator, label } = votes
  const K = votes.classes.length
  counts.spam.fill(0)
  counts.know.fill(0)
  counts.strategy.fill(0)
  const joint = new Float64Array(K)
  const spamming = parameters.strategy.map((part, cell) => part * (parameters.spam[Math.floor(cell / K)] ?? 0))
  const either = spamming.map((part, cell) => part + (parameters.know[Math.floor(cell / K)] ?? 0))
  const logWrong = spamming.map(Math.log)
  const logRight = either.map(Math.log)
  let moved = 0
  let logLikelihood = 0
  for (let item = 0; item + 1 < start.length; item += 1) {
    const from = start[item] ?? 0
    const to = start[item + 1] ?? 0
    if (from === to) continue
    joint.fill(-Math.log(K))
    for (let vote = from; vote < to; vote += 1) {
      const said = label[vote] ?? 0
      const cell = (annotator[vote] ?? 0) * K + said
      const wrong = logWrong[cell] ?? 0
      const right = logRight[cell] ?? 0
      for (let c = 0; c < K; c += 1) joint[c] = (joint[c] ?? 0) + (c === said ? right : wrong)
    }
    const most = joint.reduce((a, b) => Math.max(a, b))
    const total = joint.reduce((sum, log) => sum + Math.exp(log - most), 0)
    logLikelihood += most + Math.log(total)
    for (let c = 0; c < K; c += 1) {
      const p = Math.exp((joint[c] ?? 0) - most) / total
      moved = Math.max(moved, Math.abs(p - (posterior[item * K + c] ?? 0)))
      posterior[item * K + c] = p
    }
    for (let vote = from; vote < to; vote += 1) {
      const a = annotator[vote] ?? 0
      const said = label[vote] ?? 0
      const knew = ((posterior[item * K + said] ?? 0) * (parameters.know[a] ?? 0)) / (either[a * K + said] ?? 1)
      counts.know[a] = (counts.know[a] ?? 0) + knew
      counts.spam[a] = (counts.spam[a] ?? 0) + 1 - knew
      counts.strategy[a * K + said] = (counts.strategy[a * K + said] ?? 0) + 1 - knew
    }
  }
  return { moved, logLikelihood }
}

/** The variational step: exp ψ(count + prior) / exp ψ(their sum). */
function maximise(counts: Parameters, parameters: Parameters, K: number): void {
  for (let a = 0; a < parameters.spam.length; a += 1) {
    const spam = (counts.spam[a] ?? 0) + SPAM_PRIOR
    const know = (counts.know[a] ?? 0) + SPAM_PRIOR
    const both = digamma(spam + know)
    parameters.spam[a] = Math.exp(digamma(spam) - both)
    parameters.know[a] = Math.exp(digamma(know) - both)
    let sum = 0
    for (let c = 0; c < K; c += 1) sum += (counts.strategy[a * K + c] ?? 0) + STRATEGY_PRIOR
    const all = digamma(sum)
    for (let c = 0; c < K; c += 1) {
      parameters.strategy[a * K + c] = Math.exp(digamma((counts.strategy[a * K + c] ?? 0) + STRATEGY_PRIOR) - all)
    }
  }
}
