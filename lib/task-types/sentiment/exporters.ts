import type { Column, ExportContext, ExportedTask, Exporter, Row, TableExporter } from '@/lib/core/export/contract'
import { idColumn, taskColumns, taskFields } from '@/lib/core/export/task-columns'
import { rawAnnotations } from '@/lib/task-types/raw-annotations'
import { type Answer, type Config, labelsOf, type Payload } from './schema'

const labels: TableExporter<Payload, Answer, Config> = {
  label: 'Labeled texts',
  description:
    'One text a row with its label, for datasets.load_dataset, spreadsheets and R. A tied vote has the label null and names the tied ones, or is left out.',
  file: 'labels',
  forms: ['jsonl', 'csv', 'parquet'],
  columns: columnsOf,
  rows: rowsOf,
}

export const exporters: Record<string, Exporter<Payload, Answer, Config>> = {
  labels,
  raw: rawAnnotations({
    columns: [{ name: 'text', type: 'string', about: 'the text shown' }],
    shown: ({ text }) => ({ text }),
    fields: [{ name: 'labels', type: { list: 'string' }, about: 'the label, or all that hold' }],
    fieldsOf: (answer) => ({ labels: labelsOf(answer) }),
  }),
}

function columnsOf(config: Config): Column[] {
  const names = config.labels.map(({ value }) => value)
  const verdict: Column[] = config.multiple
    ? [{ name: 'labels', type: { list: { names } }, about: 'the labels that more than half named' }]
    : [
        { name: 'label', type: { names }, about: 'the label; null for a tie' },
        { name: 'tied', type: { list: 'string' }, about: 'the labels that share the first place' },
      ]
  const votes = names.map((name): Column => ({ name, type: 'int', about: `annotators who chose ${name}` }))
  return [
    idColumn,
    { name: 'text', type: 'string', about: 'the text shown' },
    ...verdict,
    { name: 'weight', type: 'double', about: '1; for a tie written out, its share of the first place' },
    { name: 'agreement', type: 'double', about: 'share of the annotators who say so' },
    { name: 'votes', type: { struct: votes }, about: 'annotators by label, unused ones too' },
    ...taskColumns,
  ]
}

function rowsOf(task: ExportedTask<Payload, Answer>, { config, tally, choices }: ExportContext<Config>): Row[] {
  if (task.annotations.length === 0 && task.adjudicated === null) {
    tally.count('tasks without answers')
    return []
  }
  const { answer, tied } = task.verdict
  if (answer === null && choices.ties === 'drop') {
    tally.count('tasks left out: tied votes')
    return []
  }
  if (answer === null && choices.ties === 'both' && tied.length > 0) {
    tally.count('ties written out')
    return tied.map((own, index) =>
      row(task, own, { config, id: `${task.rowId}:${index + 1}`, weight: 1 / tied.length }),
    )
  }
  if (answer === null) tally.count('tied votes, exported with label null')
  tally.count('rows')
  return [row(task, answer, { config, id: task.rowId, weight: 1 })]
}

function row(
  task: ExportedTask<Payload, Answer>,
  answer: Answer | null,
  { config, id, weight }: { config: Config; id: string; weight: number },
): Row {
  const chosen = task.annotations.map((annotation) => labelsOf(annotation.answer))
  const own = answer === null ? [] : labelsOf(answer)
  const saying = chosen.filter((given) => given.length === own.length && own.every((label) => given.includes(label)))
  const verdict = config.multiple
    ? { labels: own }
    : { label: own[0] ?? null, tied: task.verdict.tied.flatMap((one) => labelsOf(one)) }
  return {
    id,
    text: task.payload.text,
    ...verdict,
    weight,
    agreement: answer === null || chosen.length === 0 ? null : saying.length / chosen.length,
    votes: Object.fromEntries(
      config.labels.map(({ value }) => [value, chosen.filter((given) => given.includes(value)).length]),
    ),
    ...taskFields(task),
  }
}
