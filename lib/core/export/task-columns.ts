import type { Column, ExportedTask, Row } from './contract'

/** What nearly every table says of a task beside its own columns; trainers pass them over. */
export const taskColumns: Column[] = [
  { name: 'n_annotators', type: 'int', about: 'people whose answers count' },
  {
    name: 'pairwise_agreement',
    type: 'double',
    about: 'mean similarity of their answers, 1 − distance, over all pairs',
  },
  { name: 'method', type: 'string', about: 'how the answers became one; adjudicated: by a reviewer' },
  { name: 'certainty', type: 'double', about: 'probability of the answer where the method gives one' },
  { name: 'adjudicated', type: 'boolean', about: 'whether a reviewer settled it' },
  { name: 'prelabeled', type: 'boolean', about: 'whether people started from an imported answer' },
  { name: 'language', type: 'string', about: 'BCP 47 tag' },
  { name: 'batch', type: 'string', about: 'the batch of the project' },
]

export function taskFields(task: ExportedTask<unknown, unknown>): Row {
  return {
    n_annotators: task.annotations.length,
    pairwise_agreement: task.agreement,
    method: task.verdict.method,
    certainty: task.verdict.certainty,
    adjudicated: task.adjudicated !== null,
    prelabeled: task.prelabeled,
    language: task.language,
    batch: task.batch,
  }
}

export const idColumn: Column = {
  name: 'id',
  type: 'string',
  about: 'leads to the annotations: the task’s id in the archive',
}

/** A chat: a list of turns. */
export const turnsType: Column['type'] = {
  list: {
    struct: [
      { name: 'role', type: 'string', about: 'system, user, assistant or tool' },
      { name: 'content', type: 'string', about: 'the text of the turn' },
    ],
  },
}

export const turnType: Column['type'] = {
  struct: [
    { name: 'role', type: 'string', about: 'system, user, assistant or tool' },
    { name: 'content', type: 'string', about: 'the text of the turn' },
  ],
}
