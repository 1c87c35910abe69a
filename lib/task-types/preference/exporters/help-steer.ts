import type { ExportContext, ExportedTask, ExportTally, Row, TableExporter } from '@/lib/core/export/contract'
import { idColumn, taskColumns, taskFields, turnsType } from '@/lib/core/export/task-columns'
import { onlyAnswer } from '@/lib/core/formats/preference-pair'
import type { Answer, Config, Payload } from '../schema'
import { decide, isTwin } from './decided-pairs'

type Task = ExportedTask<Payload, Answer>

/** HelpSteer3's preference rows. Its sign runs the other way than ours: negative says that response 1 is better. */
export const helpSteer: TableExporter<Payload, Answer, Config> = {
  label: 'HelpSteer3 preference',
  description:
    'Context, two responses and a preference from −3 (response 1 much better) to 3, with every annotator’s score and reason. Ties that are kept are written as 0, both-bad too; responses of several turns are left out and counted.',
  file: 'helpsteer',
  forms: ['jsonl', 'parquet', 'csv'],
  columns: () => [
    idColumn,
    { name: 'domain', type: 'string', about: 'meta.domain of the import line' },
    { name: 'context', type: turnsType, about: 'the conversation so far' },
    { name: 'response1', type: 'string', about: 'the first response of the import line' },
    { name: 'response2', type: 'string', about: 'the second' },
    { name: 'overall_preference', type: 'int', about: '−3 response 1 much better … 3 response 2 much better' },
    { name: 'individual_preference', type: { list: { struct: individualColumns } }, about: 'every annotator' },
    ...taskColumns,
  ],
  rows: rowsOf,
}

const individualColumns = [
  { name: 'score', type: 'int' as const, about: '−3 … 3' },
  { name: 'reasoning', type: 'string' as const, about: 'in the annotator’s words' },
  { name: 'annotator', type: 'string' as const, about: 'name or pseudonym' },
]

function rowsOf(task: Task, { tally, choices }: ExportContext<Config>): Row[] {
  const [first, second] = task.payload.responses.map(({ content }) => onlyAnswer(content))
  const leftOut = reasonToLeaveOut(task)
  if (leftOut !== null || !first || !second) {
    tally.count(leftOut ?? 'tasks left out: a response of several turns')
    return []
  }
  const isDecided = decide(task, choices.ties === 'drop' ? tally : null) !== null
  if (!isDecided && choices.ties === 'drop') return []
  if (!isDecided) tally.count('ties kept')
  const scores = task.annotations.map(({ answer }) => scoreOf(answer, tally))
  tally.count('rows')
  const row = {
    id: task.rowId,
    domain: typeof task.meta.domain === 'string' ? task.meta.domain : null,
    context: task.payload.prompt,
    response1: first.content,
    response2: second.content,
    overall_preference: overallOf(task, scores, tally),
    individual_preference: task.annotations.map(({ answer, annotator }, index) => ({
      score: scores[index] ?? 0,
      reasoning: answer.rationale ?? null,
      annotator,
    })),
    ...taskFields(task),
  }
  return [{ ...row, language: task.language ?? textOrNull(task.meta.language) }]
}

function reasonToLeaveOut(task: Task): string | null {
  if (task.annotations.length === 0 && task.adjudicated === null) return 'tasks without answers'
  return isTwin(task) ? 'tasks left out: identical responses' : null
}

/** −3 … 3; a vote without a strength says the least it can: slightly better. */
function scoreOf({ choice, strength }: Answer, tally: ExportTally): number {
  if (choice === 'both-bad') tally.count('both-bad written as 0')
  if (choice === 'tie' || choice === 'both-bad') return 0
  if (strength === undefined) tally.count('votes without a strength written as 1')
  return (choice === 'a' ? -1 : 1) * (strength ?? 1)
}

/** The mean of the scores, as in HelpSteer3; a model’s or a reviewer’s verdict goes before it, if anybody preferred a response at all. */
function overallOf(task: Task, scores: readonly number[], tally: ExportTally): number {
  const { verdict } = task
  if (verdict.method === 'majority') return overall(scores)
  return verdict.answer === null || decide(task, null) === null ? 0 : scoreOf(verdict.answer, tally)
}

/** The mean to the nearest whole number, halves away from 0, so that swapping the responses only turns the sign. */
function overall(scores: readonly number[]): number {
  const mean = scores.reduce((sum, score) => sum + score, 0) / scores.length
  return mean === 0 ? 0 : Math.sign(mean) * Math.round(Math.abs(mean)) + 0
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}
