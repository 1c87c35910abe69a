/**
 * Speed of Dawid–Skene, and accuracy by number of annotators, beside numpy in the same run. From the repository's root:
 *   npx esbuild bench/aggregation.ts --bundle --platform=node --format=esm --alias:@=. --outfile=.concord/build/bench-aggregation.mjs
 *   node .concord/build/bench-aggregation.mjs [python with numpy]
 * Prints the lines of bench/RESULTS.md, section Aggregation.
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { dawidSkene } from '@/lib/core/aggregation/dawid-skene'
import { fitDawidSkene } from '@/lib/core/aggregation/dawid-skene-em'
import { mace } from '@/lib/core/aggregation/mace'
import { majority } from '@/lib/core/aggregation/majority'
import { type VoteColumns, voteColumns } from '@/lib/core/aggregation/vote-columns'
import type { Unit } from '@/lib/core/agreement/figure'
import { type Random, seededRandom } from '@/lib/core/random/seeded-random'
import { bradleyTerry } from '@/lib/core/ranking-models/bradley-terry'
import type { Comparison } from '@/lib/core/ranking-models/comparison'

const ITEMS = 200_000
const VOTES = 5
const ANNOTATORS = 500
const CLASSES = 3
const MODELS = 100
const BATTLES = 1_000_000

/** Annotators who are right as often as `skillOf` says, else draw any class. */
function crowd(random: Random, skillOf: () => number): Unit<string>[] {
  const skill = Array.from({ length: ANNOTATORS }, skillOf)
  return Array.from({ length: ITEMS }, (_, item) => {
    const truth = random.below(CLASSES)
    // One of each fifth: hardly two items have the same five.
    const ratings = Array.from({ length: VOTES }, (__, vote) => {
      const annotator = vote * (ANNOTATORS / VOTES) + random.below(ANNOTATORS / VOTES)
      const value = random.unit() < (skill[annotator] ?? 0) ? truth : random.below(CLASSES)
      return { annotator: `annotator ${annotator}`, value: `class ${value}` }
    })
    return { item: `item ${item}`, ratings }
  })
}

function battles(random: Random): Comparison[] {
  return Array.from({ length: BATTLES }, () => {
    const a = random.below(MODELS)
    const b = (a + 1 + random.below(MODELS - 1)) % MODELS
    const wins = random.unit() < 1 / (1 + Math.exp((a - b) / 25))
    const tie = random.below(5) === 0
    const lead = wins ? 1 : -1
    return { a: `model ${a}`, b: `model ${b}`, lead: tie ? 0 : lead, first: random.below(2) === 0 ? 'a' : 'b' }
  })
}

function timed<Answer>(work: () => Answer): { seconds: string; answer: Answer } {
  const start = performance.now()
  const answer = work()
  return { seconds: `${((performance.now() - start) / 1000).toFixed(2)} s`, answer }
}

/** The same columns, estimated by numpy; null where the given Python has none. */
function numpyLines(votes: VoteColumns, python: string): string | null {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'concord-bench-'))
  const item = new Int32Array(votes.label.length)
  for (let i = 0; i + 1 < votes.start.length; i += 1) item.fill(i, votes.start[i], votes.start[i + 1])
  writeFileSync(path.join(folder, 'item'), item)
  writeFileSync(path.join(folder, 'annotator'), votes.annotator)
  writeFileSync(path.join(folder, 'label'), votes.label)
  const run = spawnSync(python, [path.join('bench', 'aggregation-numpy.py'), folder], { encoding: 'utf8' })
  rmSync(folder, { recursive: true })
  return run.status === 0 ? run.stdout.trim() : null
}

const random = seededRandom(1)
const units = crowd(random, () => 0.55 + 0.4 * random.unit())
const vote = timed(() => majority(units))
const whole = timed(() => dawidSkene(units))
const votes = voteColumns(units)
const fit = timed(() => fitDawidSkene(votes, 0))
const competences = timed(() => mace(units))
const patternless = crowd(seededRandom(3), () => 0)
const lost = timed(() => dawidSkene(patternless))
const lostCompetences = timed(() => mace(patternless))
const comparisons = battles(seededRandom(2))
const plain = timed(() => bradleyTerry(comparisons, { ties: 'drop' }))
const full = timed(() => bradleyTerry(comparisons, { orderEffect: true }))
const lines = [
  `- ${os.cpus()[0]?.model ?? 'processor'}, ${os.cpus().length} cores, Node ${process.version}, one thread`,
  `- majority over ${ITEMS * VOTES} labels (${ITEMS} items), from objects to objects: ${vote.seconds}`,
  `- Dawid–Skene over the same (${ANNOTATORS} annotators, ${CLASSES} classes), from objects to objects: ${whole.seconds} (bound 10 s)`,
  `- of it the estimation from typed columns: ${fit.seconds}, ${fit.answer.iterations} rounds until no posterior moved by 1e-10; log-likelihood ${fit.answer.logLikelihood.toFixed(6)}`,
  `- MACE over the same, eleven starts: ${competences.seconds}, ${competences.answer.iterations} rounds of the best`,
  `- Dawid–Skene over as many labels without any pattern (every one drawn at random), from objects to objects: ${lost.seconds} (bound 10 s), stopped after ${lost.answer.iterations} rounds, the last of which moved a posterior by ${lost.answer.last_change?.toPrecision(2)}`,
  `- MACE over those: ${lostCompetences.seconds}, stopped after ${lostCompetences.answer.iterations} rounds of the best`,
  `- Bradley–Terry over ${BATTLES} comparisons of ${MODELS} models, ties dropped: ${plain.seconds}; Davidson's ties and an order effect, fitted jointly: ${full.seconds}`,
  numpyLines(votes, process.argv[2] ?? 'python3') ?? '- numpy: not installed where this ran',
]
process.stdout.write(`${lines.join('\n')}\n`)
