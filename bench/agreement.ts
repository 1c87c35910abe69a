/**
 * Speed of categorical agreement, beside numpy in the same run. From the repository's root:
 *   npx esbuild bench/agreement.ts --bundle --platform=node --format=esm --alias:@=. --outfile=.concord/build/bench-agreement.mjs
 *   node .concord/build/bench-agreement.mjs [python with numpy]
 * Prints the lines of bench/RESULTS.md, section Agreement.
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { bootstrap } from '@/lib/core/agreement/bootstrap'
import { differenceFor, type Level } from '@/lib/core/agreement/difference'
import { gwetAc } from '@/lib/core/agreement/gwet-ac'
import { Coincidences } from '@/lib/core/agreement/incremental'
import { krippendorffAlpha } from '@/lib/core/agreement/krippendorff-alpha'
import { type LabelColumns, patternsOfColumns } from '@/lib/core/agreement/unit-patterns'
import { seededRandom } from '@/lib/core/random/seeded-random'

const UNITS = 2_000_000
const RATINGS = 5
const CLASSES = 3
const LEVELS: Level[] = ['nominal', 'ordinal', 'interval']
const numbers = Float64Array.of(0, 1, 2)
const REPEATS = 5

/** Labels that agree with a hidden truth three times in four, unit after unit. */
function labelsInOrder(): LabelColumns {
  const random = seededRandom(1)
  const item = new Int32Array(UNITS * RATINGS)
  const value = new Int32Array(UNITS * RATINGS)
  for (let unit = 0, label = 0; unit < UNITS; unit += 1) {
    const truth = random.below(CLASSES)
    for (let rating = 0; rating < RATINGS; rating += 1, label += 1) {
      item[label] = unit
      value[label] = random.below(4) === 0 ? random.below(CLASSES) : truth
    }
  }
  return { item, value, nItems: UNITS, nCategories: CLASSES }
}

function shuffled(columns: LabelColumns): LabelColumns {
  const random = seededRandom(2)
  const item = columns.item.slice()
  const value = columns.value.slice()
  for (let label = item.length - 1; label > 0; label -= 1) {
    const other = random.below(label + 1)
    const [i, v] = [item[label] ?? 0, value[label] ?? 0]
    item[label] = item[other] ?? 0
    value[label] = value[other] ?? 0
    item[other] = i
    value[other] = v
  }
  return { ...columns, item, value }
}

function threeAlphas(columns: LabelColumns): (number | null)[] {
  const patterns = patternsOfColumns(columns)
  return LEVELS.map((level) => krippendorffAlpha(patterns, differenceFor(level, numbers))(patterns.units).value)
}

/** Milliseconds of the middle run, and the answer. */
function timed<Answer>(work: () => Answer): { ms: number; answer: Answer } {
  let answer = work()
  const times = Array.from({ length: REPEATS }, () => {
    const start = performance.now()
    answer = work()
    return performance.now() - start
  })
  return { ms: times.toSorted((a, b) => a - b)[Math.floor(REPEATS / 2)] ?? 0, answer }
}

function incrementalPerSecond(): number {
  const random = seededRandom(3)
  const coincidences = new Coincidences(CLASSES)
  const units = Array.from({ length: 100_000 }, () => new Int32Array(CLASSES))
  for (const unit of units)
    for (let rating = 0; rating < RATINGS; rating += 1) coincidences.add(unit, random.below(CLASSES))
  const changes = 3_000_000
  const start = performance.now()
  for (let change = 0; change < changes; change += 1) {
    const unit = units[change % units.length] ?? new Int32Array(CLASSES)
    const from = unit.findIndex((count) => count > 0)
    coincidences.change(unit, from, (from + 1) % CLASSES)
  }
  return Math.round(changes / ((performance.now() - start) / 1000))
}

function bootstrapSeconds(columns: LabelColumns): { seconds: number; counting: number; patterns: number; ci: string } {
  const counted = timed(() => patternsOfColumns(columns))
  const patterns = counted.answer
  const estimate = krippendorffAlpha(patterns, differenceFor('nominal', numbers))
  const value = estimate(patterns.units).value ?? 0
  const run = timed(() => bootstrap(estimate, patterns.units, value, { bootstrap: 1_000, seed: 1, interval: 'bca' }))
  return {
    seconds: run.ms / 1000,
    counting: counted.ms / 1000,
    patterns: patterns.size.length,
    ci: (run.answer.ci ?? []).map((bound) => bound.toFixed(6)).join(' … '),
  }
}

function ac1Milliseconds(columns: LabelColumns): number {
  return timed(() => {
    const patterns = patternsOfColumns(columns)
    return gwetAc(patterns, 'identity')(patterns.units)
  }).ms
}

/** The same columns, counted by numpy; null where the given Python has none. */
function numpyLines(inOrder: LabelColumns, anyOrder: LabelColumns, python: string): string | null {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'concord-bench-'))
  for (const [name, columns] of [
    ['order', inOrder],
    ['shuffled', anyOrder],
  ] as const) {
    writeFileSync(path.join(folder, `${name}.item`), columns.item)
    writeFileSync(path.join(folder, `${name}.value`), columns.value)
  }
  const run = spawnSync(python, [path.join('bench', 'agreement-numpy.py'), folder], { encoding: 'utf8' })
  rmSync(folder, { recursive: true })
  return run.status === 0 ? run.stdout.trim() : null
}

const inOrder = labelsInOrder()
const anyOrder = shuffled(inOrder)
const sorted = timed(() => threeAlphas(inOrder))
const mixed = timed(() => threeAlphas(anyOrder))
const resampled = bootstrapSeconds(inOrder)
const lines = [
  `- ${os.cpus()[0]?.model ?? 'processor'}, ${os.cpus().length} cores, Node ${process.version}, one thread; medians of ${REPEATS} runs after a warm-up`,
  `- nominal, ordinal and interval alpha together over ${UNITS * RATINGS} labels from typed columns: ${sorted.ms.toFixed(0)} ms in unit order, ${mixed.ms.toFixed(0)} ms shuffled (bound 500 ms); alphas ${sorted.answer.map((alpha) => alpha?.toFixed(9)).join(', ')}`,
  `- Gwet's AC1 over the same, counting included: ${ac1Milliseconds(inOrder).toFixed(0)} ms`,
  `- a label changed, K = ${CLASSES}: ${incrementalPerSecond()} a second (bound 1,000,000)`,
  `- 1,000 resamples over ${UNITS} units (${resampled.patterns} distinct patterns), BCa: ${resampled.seconds.toFixed(3)} s + ${resampled.counting.toFixed(3)} s counting (bound 3 s); interval ${resampled.ci}`,
  numpyLines(inOrder, anyOrder, process.argv[2] ?? 'python3') ?? '- numpy: not installed where this ran',
]
process.stdout.write(`${lines.join('\n')}\n`)
