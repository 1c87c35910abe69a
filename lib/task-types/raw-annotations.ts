import type { Column, ExportContext, ExportedTask, Row, TableExporter } from '@/lib/core/export/contract'

interface Archive<Payload, Answer, Config> {
  /** Of the payload. */
  columns: Column[]
  shown(payload: Payload, context: ExportContext<Config>): Row
  /** Of the answer, each with its type: for readers of Parquet, who would else parse JSON. */
  fields: Column[]
  fieldsOf(answer: Answer): Row
}

const given: Column[] = [
  { name: 'annotation_id', type: 'string', about: 'the annotation' },
  { name: 'annotator', type: 'string', about: 'name or pseudonym' },
  { name: 'answer', type: 'json', about: 'as it was given, in canonical order' },
]

const beside: Column[] = [
  { name: 'shown_order', type: { list: 'int' }, about: 'which alternative stood at which place' },
  { name: 'time_spent_ms', type: 'int', about: 'active time' },
  { name: 'guidelines_version', type: 'int', about: 'the guidelines it was given under' },
  { name: 'created_at', type: 'string', about: 'ISO 8601, UTC' },
  { name: 'gold', type: 'json', about: 'the known answer' },
  { name: 'meta', type: 'json', about: 'free fields of the import line' },
  { name: 'n_annotators', type: 'int', about: 'people whose answers to the task count' },
  { name: 'agreement', type: 'double', about: 'mean similarity of their answers, 1 − distance, over all pairs' },
  { name: 'verdict', type: 'json', about: 'the one answer of the task; null where nothing was decided' },
  { name: 'method', type: 'string', about: 'how the answers became one; adjudicated: by a reviewer' },
  { name: 'certainty', type: 'double', about: 'probability of the verdict where the method gives one' },
  { name: 'adjudication', type: 'json', about: 'how, by whom and when a reviewer settled the task' },
  { name: 'prelabeled', type: 'boolean', about: 'whether people started from an imported answer' },
  { name: 'split', type: 'string', about: 'train, validation or test' },
]

/**
 * The archive of a project: one line an annotation, with everything a later study may ask for. The same for every type
 * but for what its payload and its answers consist of.
 */
export function rawAnnotations<Payload, Answer, Config>(
  archive: Archive<Payload, Answer, Config>,
): TableExporter<Payload, Answer, Config> {
  return {
    label: 'Raw annotations',
    description:
      'Every answer as it was given, one a line, with its annotator, time, order shown, agreement and what a reviewer decided. Holds everything.',
    file: 'annotations',
    forms: ['jsonl', 'parquet', 'csv'],
    ties: 'held',
    columns: () => [
      { name: 'task_id', type: 'string', about: 'the task' },
      { name: 'id', type: 'string', about: 'the id of the import line' },
      { name: 'batch', type: 'string', about: 'the batch of the project' },
      { name: 'payload', type: { struct: archive.columns }, about: 'what people saw' },
      ...given,
      { name: 'answer_fields', type: { struct: archive.fields }, about: 'the same answer, each part with its type' },
      ...beside,
    ],
    rows: (task, context) => rowsOf(task, archive, context),
  }
}

function rowsOf<Payload, Answer, Config>(
  task: ExportedTask<Payload, Answer>,
  { shown, fieldsOf }: Archive<Payload, Answer, Config>,
  context: ExportContext<Config>,
): Row[] {
  const payload = shown(task.payload, context)
  context.tally.count('annotations', task.annotations.length)
  return task.annotations.map((annotation) => ({
    task_id: task.id,
    id: task.externalId,
    batch: task.batch,
    payload,
    annotation_id: annotation.id,
    annotator: annotation.annotator,
    answer: annotation.answer,
    answer_fields: fieldsOf(annotation.answer),
    shown_order: annotation.order,
    time_spent_ms: annotation.timeSpentMs,
    guidelines_version: annotation.guidelinesVersion,
    created_at: annotation.createdAt,
    gold: task.gold,
    meta: task.meta,
    n_annotators: task.annotations.length,
    agreement: task.agreement,
    verdict: task.verdict.answer,
    method: task.verdict.method,
    certainty: task.verdict.certainty,
    adjudication: adjudicationOf(task),
    prelabeled: task.prelabeled,
    split: task.split,
  }))
}

function adjudicationOf<Payload, Answer>({ adjudicated }: ExportedTask<Payload, Answer>): Row | null {
  if (adjudicated === null) return null
  const { how, reviewer, acceptedAnnotation, note, decidedAt } = adjudicated
  return { how, reviewer, accepted_annotation: acceptedAnnotation, note, decided_at: decidedAt }
}
