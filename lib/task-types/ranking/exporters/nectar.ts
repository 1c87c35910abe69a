import { sameTurns } from '@/lib/core/conversation/conversation'
import type { Column, ExportContext, Row, TableExporter } from '@/lib/core/export/contract'
import { idColumn, taskColumns, taskFields } from '@/lib/core/export/task-columns'
import { onlyAnswer } from '@/lib/core/formats/preference-pair'
import type { Answer, Config, Payload } from '../schema'
import { placed, type Ranked, ranked, type Task } from './ranked-tasks'

const answerColumns: Column[] = [
  { name: 'answer', type: 'string', about: 'the response' },
  { name: 'model', type: 'string', about: 'who wrote it' },
  { name: 'rank', type: 'int', about: 'its place' },
]

const columns: Column[] = [
  idColumn,
  { name: 'prompt', type: 'string', about: 'the question' },
  { name: 'answers', type: { list: { struct: answerColumns } }, about: 'best first' },
  ...taskColumns,
]

export const nectar: TableExporter<Payload, Answer, Config> = {
  label: 'Nectar rankings',
  description:
    'Prompt and answers with their rank, 1 the best and equal ones tied, in the layout of the Nectar dataset. Chats of several turns are left out and counted.',
  file: 'nectar',
  forms: ['jsonl', 'parquet', 'csv'],
  ties: 'held',
  columns: () => columns,
  rows: (task, { tally }) => {
    const own = ranked(task, tally)
    const answers = own && singleTurn(own)
    if (own !== null && answers === null) tally.count('tasks left out: several turns')
    if (!answers) return []
    tally.count('rows')
    return [rowOf(task, answers)]
  },
}

/** Axolotl's loader sorts by rank and takes the last as chosen, the one before it as rejected: its ranks rise to the best. */
export const axolotlNectar: TableExporter<Payload, Answer, Config> = {
  label: 'Axolotl zephyr.nectar',
  description:
    'Nectar rows with ranks that rise to the best, since Axolotl’s type: zephyr.nectar takes the highest rank as chosen and the next as rejected. Where these two are tied or identical the task is left out and counted.',
  file: 'axolotl-nectar',
  forms: ['jsonl', 'parquet'],
  ties: 'left-out',
  columns: () => columns,
  rows: axolotlRows,
}

function axolotlRows(task: Task, { tally }: ExportContext<Config>): Row[] {
  const own = ranked(task, tally)
  if (own === null) return []
  const answers = singleTurn(own)
  const why = answers === null ? 'several turns' : undecidedTop(own)
  if (answers === null || why !== null) {
    tally.count(`tasks left out: ${why}`)
    return []
  }
  tally.count('rows')
  const places = own.aggregate.groups.length
  return [
    rowOf(
      task,
      answers.map((answer) => ({ ...answer, rank: places + 1 - answer.rank })),
    ),
  ]
}

interface RankedAnswer {
  answer: string
  model: string | null
  rank: number
}

/** Best first; null where the row could not hold the chat. */
function singleTurn(own: Ranked): RankedAnswer[] | null {
  const { task, aggregate } = own
  const [question, ...others] = task.payload.prompt
  if (question?.role !== 'user' || others.length > 0) return null
  const answers = placed(own).flatMap(({ index, response }) => {
    const answer = onlyAnswer(response.content)
    if (answer === null) return []
    const rank = aggregate.groups.findIndex((group) => group.includes(index)) + 1
    return [{ answer: answer.content, model: response.model, rank }]
  })
  return answers.length < task.payload.responses.length ? null : answers
}

function rowOf(task: Task, answers: RankedAnswer[]): Row {
  return { id: task.rowId, prompt: task.payload.prompt[0]?.content ?? '', answers, ...taskFields(task) }
}

function undecidedTop(own: Ranked): string | null {
  const [best, second] = placed(own)
  if (!best || !second) return 'one response'
  if (best.meanRank === second.meanRank) return 'the best two are tied'
  return sameTurns(best.response.content, second.response.content) ? 'the best two are identical' : null
}
