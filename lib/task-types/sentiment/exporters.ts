import { csv } from '@/lib/core/export/csv'
import { jsonl } from '@/lib/core/export/jsonl'
import type { ExportContext, ExportedTask, Exporter } from '@/lib/core/task-type'
import { rawAnnotations } from '@/lib/task-types/raw-annotations'
import type { Answer, Config, Payload } from './schema'
import { verdictOf } from './votes'

type Tasks = AsyncIterable<ExportedTask<Payload, Answer>>

export const exporters: Record<string, Exporter<Payload, Answer, Config>> = {
  jsonl: {
    label: 'Labeled texts (JSONL)',
    description:
      'One text a line with the label most annotators gave, for datasets.load_dataset("json"). A tied vote has the label null and names the tied ones.',
    write: (tasks, context) => jsonl('sentiment.jsonl', rowsOf(tasks, context)),
  },
  csv: {
    label: 'Labeled texts (CSV)',
    description:
      'The same rows for spreadsheets and R, one column of votes a label. A cell that would begin a formula gets an apostrophe in front.',
    write: (tasks, context) => csv('sentiment.csv', columnsOf(context.config), flat(rowsOf(tasks, context))),
  },
  raw: rawAnnotations((payload) => ({ text: payload.text })),
}

async function* rowsOf(tasks: Tasks, context: ExportContext<Config>) {
  const { config, tally } = context
  for await (const task of tasks) {
    if (task.annotations.length === 0) {
      tally.count('tasks without answers')
      continue
    }
    const { label, labels, votes, tied, agreement } = verdictOf(task, config)
    if (tied.length > 0) tally.count('tied votes, exported with label null')
    tally.count('rows')
    yield {
      id: task.externalId ?? task.id,
      text: task.payload.text,
      ...(config.multiple ? { labels } : { label, tied }),
      n_annotators: task.annotations.length,
      agreement,
      pairwise_agreement: task.agreement,
      votes,
      batch: task.batch,
    }
  }
}

const voteColumn = (label: string) => `votes_${label}`

function columnsOf(config: Config): string[] {
  const verdict = config.multiple ? ['labels'] : ['label', 'tied']
  const votes = config.labels.map(({ value }) => voteColumn(value))
  return ['id', 'text', ...verdict, 'n_annotators', 'agreement', 'pairwise_agreement', ...votes, 'batch']
}

async function* flat<Row extends { votes: Record<string, number> }>(rows: AsyncIterable<Row>) {
  for await (const row of rows) {
    const votes = Object.entries(row.votes).map(([label, count]) => [voteColumn(label), count])
    yield { ...row, ...Object.fromEntries(votes) }
  }
}
