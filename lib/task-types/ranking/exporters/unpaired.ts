import type { ExportContext, Row, TableExporter } from '@/lib/core/export/contract'
import { idColumn, taskColumns, taskFields } from '@/lib/core/export/task-columns'
import { trlUnpaired } from '@/lib/core/formats/trl-unpaired'
import type { Answer, Config, Payload } from '../schema'
import { placed, ranked, type Task } from './ranked-tasks'

export const unpaired: TableExporter<Payload, Answer, Config> = {
  label: trlUnpaired.label,
  description:
    'Prompt, completion and a label true or false, for KTO. The best of the order is true, the worst false; those between are left out and counted.',
  file: 'unpaired',
  forms: ['jsonl', 'parquet', 'csv'],
  ties: 'left-out',
  columns: () => [
    idColumn,
    ...trlUnpaired.columns,
    { name: 'ranking_id', type: 'string', about: 'the same for all responses of one ranking' },
    { name: 'agreement', type: 'double', about: 'share of the annotators who put it first, or last' },
    { name: 'rank', type: 'double', about: 'mean rank, 1 best' },
    { name: 'model', type: 'string', about: 'who wrote the response' },
    ...taskColumns,
  ],
  rows: rowsOf,
}

function rowsOf(task: Task, { tally }: ExportContext<Config>): Row[] {
  const own = ranked(task, tally)
  if (own === null) return []
  const [best = [], ...others] = own.aggregate.groups
  const worst = others.at(-1)
  if (worst === undefined) {
    tally.count('tasks left out: all responses tied')
    return []
  }
  tally.count('responses between best and worst left out', task.payload.responses.length - best.length - worst.length)
  const labeled = placed(own).filter(({ index }) => best.includes(index) || worst.includes(index))
  tally.count('rows', labeled.length)
  return labeled.map(({ index, response, meanRank }) => ({
    id: `${task.rowId}:${index + 1}`,
    prompt: task.payload.prompt,
    completion: response.content,
    label: best.includes(index),
    ranking_id: task.rowId,
    agreement: shareAt(own.answers, index, best.includes(index)),
    rank: meanRank,
    model: response.model,
    ...taskFields(task),
  }))
}

/** Share of the annotators who themselves put the response first (or last). */
function shareAt(answers: readonly Answer[], index: number, first: boolean): number | null {
  if (answers.length === 0) return null
  const agreeing = answers.filter(({ ranks }) => ranks[index] === (first ? 1 : Math.max(...ranks)))
  return agreeing.length / answers.length
}
