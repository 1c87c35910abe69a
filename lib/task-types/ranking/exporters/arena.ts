import { sameTurns } from '@/lib/core/conversation/conversation'
import type { Response } from '@/lib/core/conversation/message'
import { battleColumns } from '@/lib/core/export/battle-columns'
import type { ExportContext, ExportTally, Row, TableExporter } from '@/lib/core/export/contract'
import { battle, type Winner } from '@/lib/core/formats/arena'
import type { Answer, Config, Payload } from '../schema'
import type { Task } from './ranked-tasks'

export const arena: TableExporter<Payload, Answer, Config> = {
  label: 'Arena battles',
  description:
    'Every pair of every annotator’s ranking as a battle of two models, ties too. Battles of one ranking share ranking_id and are not independent.',
  file: 'battles',
  forms: ['jsonl', 'parquet', 'csv'],
  ties: 'held',
  columns: () => [
    ...battleColumns,
    { name: 'ranking_id', type: 'string', about: 'the same for all battles of one ranking' },
    { name: 'annotation_id', type: 'string', about: 'the annotation in the archive' },
    { name: 'batch', type: 'string', about: 'the batch of the project' },
  ],
  rows: battles,
}

function battles(task: Task, { tally }: ExportContext<Config>): Row[] {
  const pairs = pairsOf(task.payload.responses, tally)
  return task.annotations.flatMap(({ id, annotator, answer, createdAt }) =>
    pairs.map(({ a, b }) => {
      tally.count('battles')
      const fought = battle({
        questionId: `${task.rowId}:${a.index + 1}-${b.index + 1}`,
        models: [a.response.model, b.response.model],
        conversations: [
          [...task.payload.prompt, ...a.response.content],
          [...task.payload.prompt, ...b.response.content],
        ],
        winner: winnerOf(answer.ranks[a.index] ?? 0, answer.ranks[b.index] ?? 0),
        judge: annotator,
        createdAt,
      })
      return Object.assign(fought, {
        language: task.language,
        ranking_id: task.rowId,
        annotation_id: id,
        batch: task.batch,
      })
    }),
  )
}

function pairsOf(responses: readonly Response[], tally: ExportTally) {
  const indexed = responses.map((response, index) => ({ response, index }))
  return indexed.flatMap((a) =>
    indexed.slice(a.index + 1).flatMap((b) => {
      if (!sameTurns(a.response.content, b.response.content)) return [{ a, b }]
      tally.count('pairs of identical responses left out')
      return []
    }),
  )
}

function winnerOf(a: number, b: number): Winner {
  if (a === b) return 'tie'
  return a < b ? 'model_a' : 'model_b'
}
