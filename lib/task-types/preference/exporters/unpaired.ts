import type { ExportContext, ExportedTask, Row, TableExporter } from '@/lib/core/export/contract'
import { idColumn, taskColumns, taskFields } from '@/lib/core/export/task-columns'
import { trlUnpaired } from '@/lib/core/formats/trl-unpaired'
import type { Answer, Config, Payload } from '../schema'
import { countsOf, decide, isTwin, sidesOf, voteColumns, votesOf } from './decided-pairs'

type Task = ExportedTask<Payload, Answer>

export const unpaired: TableExporter<Payload, Answer, Config> = {
  label: trlUnpaired.label,
  description:
    'Prompt, completion and a label true or false, for KTO. The preferred response is true, the other false; where both are called bad, both are false. Ties and split votes are left out and counted.',
  file: 'unpaired',
  forms: ['jsonl', 'parquet', 'csv'],
  ties: 'left-out',
  columns: () => [
    idColumn,
    ...trlUnpaired.columns,
    ...voteColumns,
    { name: 'agreement', type: 'double', about: 'share of all votes that say so' },
    { name: 'model', type: 'string', about: 'who wrote the response' },
    ...taskColumns,
  ],
  rows: rowsOf,
}

function rowsOf(task: Task, { tally }: ExportContext<Config>): Row[] {
  const votes = votesOf(task)
  const share = (count: number) => (votes.all === 0 ? null : count / votes.all)
  const calledBad = votes.bothBad > 0 || task.adjudicated !== null
  if (task.verdict.answer?.choice === 'both-bad' && calledBad && !isTwin(task)) {
    tally.count('rows', 2)
    return task.payload.responses.map((response, index) => row(task, response, index, false, share(votes.bothBad)))
  }
  const winner = decide(task, tally)
  if (winner === null) return []
  const { chosen, rejected } = sidesOf(task.payload, winner)
  const agreement = share(votes[winner])
  const better = winner === 'a' ? 0 : 1
  tally.count('rows', 2)
  return [row(task, chosen, better, true, agreement), row(task, rejected, 1 - better, false, agreement)]
}

function row(
  task: Task,
  response: Payload['responses'][0],
  index: number,
  label: boolean,
  agreement: number | null,
): Row {
  return {
    id: `${task.rowId}:${index === 0 ? 'a' : 'b'}`,
    prompt: task.payload.prompt,
    completion: response.content,
    label,
    ...countsOf(votesOf(task)),
    agreement,
    model: response.model,
    ...taskFields(task),
  }
}
