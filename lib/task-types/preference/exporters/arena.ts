import { battleColumns } from '@/lib/core/export/battle-columns'
import type { ExportContext, ExportedTask, Row, TableExporter } from '@/lib/core/export/contract'
import { battle, type Winner } from '@/lib/core/formats/arena'
import type { Answer, Choice, Config, Payload } from '../schema'
import { isTwin } from './decided-pairs'

type Task = ExportedTask<Payload, Answer>

export const arena: TableExporter<Payload, Answer, Config> = {
  label: 'Arena battles',
  description:
    'One judgement a line with model_a, model_b and winner, for Bradley–Terry ratings and leaderboards. Holds ties and both-bad; strength is a column of its own.',
  file: 'battles',
  forms: ['jsonl', 'parquet', 'csv'],
  ties: 'held',
  columns: () => [
    ...battleColumns,
    { name: 'shown_first', type: 'string', about: 'a or b: which stood first on the screen' },
    { name: 'strength', type: 'int', about: '1 slightly, 2 clearly, 3 far better' },
    { name: 'rationale', type: 'string', about: 'why, in the annotator’s words' },
    { name: 'annotation_id', type: 'string', about: 'the annotation in the archive' },
    { name: 'batch', type: 'string', about: 'the batch of the project' },
  ],
  rows: battles,
}

const winnerOf = {
  a: 'model_a',
  b: 'model_b',
  tie: 'tie',
  'both-bad': 'tie (bothbad)',
} as const satisfies Record<Choice, Winner>

function battles(task: Task, { tally }: ExportContext<Config>): Row[] {
  if (isTwin(task)) {
    tally.count('tasks left out: identical responses')
    return []
  }
  const [a, b] = task.payload.responses
  return task.annotations.map(({ id, annotator, answer, order, createdAt }) => {
    tally.count('battles')
    if (a.model === null || b.model === null) tally.count('battles without the names of both models')
    const fought = battle({
      questionId: task.rowId,
      models: [a.model, b.model],
      conversations: [
        [...task.payload.prompt, ...a.content],
        [...task.payload.prompt, ...b.content],
      ],
      winner: winnerOf[answer.choice],
      judge: annotator,
      createdAt,
    })
    return Object.assign(fought, {
      language: task.language,
      shown_first: shownFirst(order),
      strength: answer.strength ?? null,
      rationale: answer.rationale ?? null,
      annotation_id: id,
      batch: task.batch,
    })
  })
}

/** `order[0]` is the canonical index of the response that stood first. */
function shownFirst([first]: readonly number[]): 'a' | 'b' | null {
  if (first === undefined) return null
  return first === 0 ? 'a' : 'b'
}
