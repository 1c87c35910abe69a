import { z } from 'zod'
import { choices, configSchema as preferenceConfig } from './preference/schema'
import type { TaskTypeId } from './registry'
import { configSchema as sentimentConfig } from './sentiment/schema'
import { unitOf } from './transcription/distance'
import { configSchema as transcriptionConfig } from './transcription/schema'

/** One run of `concord agreement` on a type's long table. */
interface CommandRun {
  options: string[]
  /** The project's categories go with it, in their declared order. */
  declares: boolean
  /** Our figure → the measure by which the run gives it, where its name is another. */
  figures: Record<string, string>
}

/** What a few lines of Python need to know to compute alpha with the type's distance. */
export interface DistanceLines {
  imports: string
  /** An expression that reads the text of the column `value`. */
  read: string
  /** The lines that define `distance(a, b)`. */
  distance: string[]
  /** What chance gives, where that is known. */
  expected: number | null
}

/** How answers of a type stand in a long table that anybody can score: the columns that CLI, R and Python read. */
interface LongTable {
  /** Beside `value`. */
  columns: readonly string[]
  /** `order[i]`: the canonical index of the alternative shown at place i. */
  row(answer: unknown, config: unknown, order: readonly number[]): Record<string, unknown>
  /** The runs that together give the type's figures; none where the command does not know such values. */
  runs(config: unknown, answers: readonly unknown[]): CommandRun[]
  /** Null where every value is a category. */
  distance(config: unknown, answers: readonly unknown[]): DistanceLines | null
}

const all = (options: string[]): CommandRun => ({ options, declares: false, figures: {} })
const alphaAs = (name: string, options: string[]): CommandRun => ({
  options: ['--measure', 'krippendorff-alpha', ...options],
  declares: false,
  figures: { [name]: 'krippendorff-alpha' },
})

const labels = z.union([z.object({ label: z.string() }), z.object({ labels: z.array(z.string()) })])
const jaccard = {
  imports: 'import csv, itertools, json',
  read: 'frozenset(json.loads(value))',
  distance: ['def distance(a, b): return 1 - len(a & b) / len(a | b)'],
  expected: null,
}

const sentiment: LongTable = {
  columns: [],
  row: (answer) => {
    const chosen = labels.parse(answer)
    return { value: 'label' in chosen ? chosen.label : chosen.labels }
  },
  runs: (config) => {
    const { multiple, scale } = sentimentConfig.parse(config)
    return multiple ? [] : [{ ...all(['--type', 'sentiment', '--level', scale]), declares: true }]
  },
  distance: (config) => (sentimentConfig.parse(config).multiple ? jaccard : null),
}

const vote = z.object({ choice: z.enum(choices), strength: z.number().optional() })

const preference: LongTable = {
  columns: ['shown_first', 'strength'],
  row: (answer, config, order) => {
    const { choice, strength = 1 } = vote.parse(answer)
    const decisive = choice === 'a' || choice === 'b'
    const asked = preferenceConfig.parse(config).strength
    return { value: choice, shown_first: ['a', 'b'][order[0] ?? -1], strength: asked && decisive ? strength : null }
  },
  runs: (config) => {
    const parsed = preferenceConfig.parse(config)
    const type = ['--type', 'preference']
    return [
      { ...all(type), declares: true },
      alphaAs('krippendorff-alpha-decisive', [...type, '--both-bad', 'drop', '--ties', 'drop']),
      alphaAs('krippendorff-alpha-ordered', [...type, '--level', 'ordinal']),
      ...(parsed.strength ? [alphaAs('krippendorff-alpha-strength', [...type, '--scale', 'strength'])] : []),
    ]
  },
  distance: () => null,
}

const ranks = z.object({ ranks: z.array(z.number()) })

const ranking: LongTable = {
  columns: [],
  row: (answer) => ({
    value: Object.fromEntries(ranks.parse(answer).ranks.map((rank, index) => [`r${index + 1}`, rank])),
  }),
  runs: () => [all(['--type', 'ranking', '--measure', 'krippendorff-alpha,kendall-w,kendall-tau-b,spearman'])],
  distance: () => ({
    imports: 'import csv, itertools, json',
    read: 'json.loads(value)',
    distance: [
      'def order(v): return [(v[i] > v[j]) - (v[i] < v[j]) for i, j in itertools.combinations(sorted(v), 2)]',
      'def distance(a, b): return sum(abs(x - y) / 2 for x, y in zip(order(a), order(b))) / len(order(a))',
    ],
    expected: 0.5,
  }),
}

const boxes = z.object({ boxes: z.array(z.unknown()) })

const boundingBox: LongTable = {
  columns: [],
  row: (answer) => ({ value: boxes.parse(answer).boxes }),
  runs: () => [all(['--type', 'bounding-box'])],
  distance: () => ({
    imports:
      'import csv, itertools, json; import numpy as np; from scipy.optimize import linear_sum_assignment as match',
    read: 'json.loads(value)',
    distance: [
      'def shared(a, b): return np.prod([max(0, min(a[p] + a[s], b[p] + b[s]) - max(a[p], b[p])) for p, s in (("x", "width"), ("y", "height"))])',
      'def iou(a, b): return (a["label"] == b["label"]) * shared(a, b) / (a["width"] * a["height"] + b["width"] * b["height"] - shared(a, b))',
      'def overlap(a, b): m = np.array([[iou(x, y) for y in b] for x in a]); return m[match(m, maximize=True)].sum()',
      'def distance(a, b): return 1 - 2 * overlap(a, b) / (len(a) + len(b)) if a and b else float(len(a) + len(b) > 0)',
    ],
    expected: null,
  }),
}

const transcript = z.object({ text: z.string() })

const transcription: LongTable = {
  columns: [],
  // Always an object: a bare text that begins like a formula would have to be changed.
  row: (answer) => ({ value: answer }),
  runs: (config, answers) => [all(['--type', 'transcription', '--distance', unitOfAnswers(config, answers)])],
  distance: (config, answers) => ({
    imports: 'import csv, itertools, json, unicodedata; from rapidfuzz.distance import Levenshtein',
    read: `unicodedata.normalize("NFC", json.loads(value)["text"]).${unitOfAnswers(config, answers) === 'word' ? 'split()' : 'strip()'}`,
    distance: ['def distance(a, b): return Levenshtein.normalized_distance(a, b)'],
    expected: null,
  }),
}

function unitOfAnswers(config: unknown, answers: readonly unknown[]) {
  const texts = answers.map((answer) => transcript.parse(answer).text)
  return unitOf(texts, transcriptionConfig.parse(config))
}

/** By task type; the compiler asks for one of each. */
const longTables = {
  'bounding-box': boundingBox,
  preference,
  ranking,
  sentiment,
  transcription,
} satisfies Record<TaskTypeId, LongTable>

export function longTableOf(id: TaskTypeId): LongTable {
  return longTables[id]
}
