import { sameTurns } from '@/lib/core/conversation/conversation'
import type { Response } from '@/lib/core/conversation/message'
import { jsonl } from '@/lib/core/export/jsonl'
import { battle, type Winner } from '@/lib/core/formats/arena'
import type { Exporter, ExportTally } from '@/lib/core/task-type'
import type { Answer, Config, Payload } from '../schema'
import { idOf, type Task } from './ranked-tasks'

export const arena: Exporter<Payload, Answer, Config> = {
  label: 'Arena battles (JSONL)',
  description:
    'Every pair of every annotator’s ranking as a battle of two models, ties too. Battles of one ranking share ranking_id and are not independent.',
  write: (tasks, { tally }) => jsonl('battles.jsonl', battles(tasks, tally)),
}

async function* battles(tasks: AsyncIterable<Task>, tally: ExportTally) {
  for await (const task of tasks) {
    const pairs = pairsOf(task.payload.responses, tally)
    for (const { id, annotator, answer, createdAt } of task.annotations) {
      for (const { a, b } of pairs) {
        tally.count('battles')
        const fought = battle({
          questionId: `${idOf(task)}-${a.index + 1}-${b.index + 1}`,
          models: [a.response.model, b.response.model],
          conversations: [
            [...task.payload.prompt, ...a.response.content],
            [...task.payload.prompt, ...b.response.content],
          ],
          winner: winnerOf(answer.ranks[a.index] ?? 0, answer.ranks[b.index] ?? 0),
          judge: annotator,
          createdAt,
        })
        yield Object.assign(fought, {
          ranking_id: idOf(task),
          annotation_id: id,
          batch: task.batch,
        })
      }
    }
  }
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
