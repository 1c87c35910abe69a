import { z } from 'zod'
import type { Unit } from '@/lib/core/agreement/figure'
import type {
  Aggregation,
  Column,
  ExportedTask,
  FileExporter,
  TableExporter,
  Verdict,
} from '@/lib/core/export/contract'
import { defineTaskType } from '@/lib/core/task-type'
import { fakeRegistry, type LabelConfig, labeledText, type PlainText } from '../testing/labeled-text'

const answer = z.strictObject({ label: z.string(), why: z.string().optional() })
type Answer = z.infer<typeof answer>
type Task = ExportedTask<PlainText, Answer>

const columns: Column[] = [
  { name: 'id', type: 'string', about: 'the row' },
  { name: 'task', type: 'string', about: '' },
  { name: 'text', type: 'string', about: '' },
  { name: 'label', type: { names: ['a', 'b', 'c'] }, about: '' },
  { name: 'method', type: 'string', about: '' },
  { name: 'certainty', type: 'double', about: '' },
  { name: 'n', type: 'int', about: '' },
  { name: 'split', type: 'string', about: '' },
  { name: 'adjudicated', type: 'boolean', about: '' },
  {
    name: 'votes',
    type: {
      list: {
        struct: [
          { name: 'annotator', type: 'string', about: '' },
          { name: 'label', type: 'string', about: '' },
          { name: 'why', type: 'string', about: '' },
        ],
      },
    },
    about: '',
  },
]

/** One row a task that has a verdict, by the contract; ties are counted. */
const table: TableExporter<PlainText, Answer, LabelConfig> = {
  label: 'Rows',
  description: 'For tests.',
  file: 'rows',
  forms: ['jsonl', 'csv', 'parquet'],
  columns: () => columns,
  rows: (task, { tally, choices }) => {
    if (task.verdict.answer === null && choices.ties === 'drop') {
      tally.count('ties')
      return []
    }
    return [rowOf(task)]
  },
}

function rowOf({ rowId, id, payload: { text }, verdict, split, adjudicated, annotations }: Task) {
  const votes = annotations.map((own) => ({
    annotator: own.annotator,
    label: own.answer.label,
    why: own.answer.why ?? null,
  }))
  const { method, certainty, n } = verdict
  const label = verdict.answer?.label ?? null
  return { id: rowId, task: id, text, label, method, certainty, n, split, adjudicated: adjudicated !== null, votes }
}

function files(
  more: Partial<FileExporter<PlainText, Answer, LabelConfig>>,
): FileExporter<PlainText, Answer, LabelConfig> {
  return {
    label: 'Files',
    description: 'For tests.',
    async *write(tasks) {
      yield { file: 'all.txt', data: '' }
      for await (const { id, split } of tasks) yield { file: 'all.txt', data: `${id} ${split}\n` }
    },
    ...more,
  }
}

/** A tie has no winner; certainty is the share of the votes, so that there is one to filter by. */
function majority({ ratings }: Unit<Answer>, method: string): Verdict<Answer> {
  const votes = new Map<string, number>()
  for (const { value } of ratings) votes.set(value.label, (votes.get(value.label) ?? 0) + 1)
  const most = Math.max(...votes.values())
  const first = [...votes].filter(([, n]) => n === most).map(([label]) => label)
  const [winner = ''] = first
  const n = ratings.length
  if (first.length > 1) return { answer: null, tied: first.map((label) => ({ label })), method, certainty: null, n }
  return { answer: { label: winner }, tied: [], method, certainty: most / n, n }
}

const aggregations: Record<string, Aggregation<Answer, LabelConfig>> = {
  majority: {
    label: 'Majority',
    description: 'Most votes win.',
    over: 'task',
    run: (units) => units.map((unit) => majority(unit, 'majority')),
  },
  fitted: {
    label: 'Fitted',
    description: 'Needs all.',
    over: 'all',
    run: (units) =>
      units.map((unit) => ({
        ...majority(unit, `fitted over ${units.length}`),
        certainty: 0.9,
        caveat: 'Did not converge.',
      })),
  },
}

const fake = defineTaskType<PlainText, PlainText, PlainText, Answer, LabelConfig>({
  ...labeledText,
  alternatives: () => 2,
  answerFor: () => answer,
  goldFor: () => answer,
  category: { categories: ({ labels }) => labels, of: ({ label }) => label, level: () => 'nominal' },
  exporters: { rows: table, only: { ...table, forms: ['jsonl'] }, files: files({}), own: files({ splits: 'own' }) },
  aggregations,
})

/** Stands in for lib/task-types/registry: `vi.mock('@/lib/task-types/registry', () => import('./fake-exports.fixture'))`. */
export const { taskTypes, isTaskTypeId, taskTypeOf } = fakeRegistry(fake)
