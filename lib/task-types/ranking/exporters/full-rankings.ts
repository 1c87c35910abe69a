import type { Column, ExportContext, Row, TableExporter } from '@/lib/core/export/contract'
import { idColumn, taskColumns, taskFields, turnsType } from '@/lib/core/export/task-columns'
import type { Answer, Config, Payload } from '../schema'
import { ranked, type Task } from './ranked-tasks'

const responseColumns: Column[] = [
  { name: 'content', type: turnsType, about: 'its turns' },
  { name: 'model', type: 'string', about: 'who wrote it' },
  { name: 'rank', type: 'int', about: 'its place, 1 best, equal = tied' },
  { name: 'mean_rank', type: 'double', about: 'mean over the annotators' },
]

const rankingColumns: Column[] = [
  { name: 'annotation_id', type: 'string', about: 'the annotation in the archive' },
  { name: 'annotator', type: 'string', about: 'name or pseudonym' },
  { name: 'ranks', type: { list: 'int' }, about: 'by response, 1 best' },
  { name: 'shown_order', type: { list: 'int' }, about: 'which response stood at which place' },
]

export const fullRankings: TableExporter<Payload, Answer, Config> = {
  label: 'Full rankings',
  description:
    'One prompt a line with its responses, their places and mean ranks (1 best, equal = tied), and the ranking of every annotator. Holds ties.',
  file: 'rankings',
  forms: ['jsonl', 'parquet', 'csv'],
  ties: 'held',
  columns: () => [
    idColumn,
    { name: 'prompt', type: turnsType, about: 'what the responses answer' },
    { name: 'responses', type: { list: { struct: responseColumns } }, about: 'in the order of the import line' },
    { name: 'rankings', type: { list: { struct: rankingColumns } }, about: 'every annotator’s' },
    ...taskColumns,
  ],
  rows: rowsOf,
}

function rowsOf(task: Task, { tally }: ExportContext<Config>): Row[] {
  const own = ranked(task, tally)
  if (own === null) return []
  const { groups, meanRanks } = own.aggregate
  tally.count('rankings')
  return [
    {
      id: task.rowId,
      prompt: task.payload.prompt,
      responses: task.payload.responses.map(({ content, model }, index) => ({
        content,
        model,
        rank: groups.findIndex((group) => group.includes(index)) + 1,
        mean_rank: meanRanks[index] ?? null,
      })),
      rankings: task.annotations.map(({ id, annotator, answer, order }) => ({
        annotation_id: id,
        annotator,
        ranks: answer.ranks,
        shown_order: order,
      })),
      ...taskFields(task),
    },
  ]
}
