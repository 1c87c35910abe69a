import { jsonl } from '@/lib/core/export/jsonl'
import type { Exporter, ExportTally } from '@/lib/core/task-type'
import type { Answer, Config, Payload } from '../schema'
import { idOf, rankedTasks, type Task } from './ranked-tasks'

export const fullRankings: Exporter<Payload, Answer, Config> = {
  label: 'Full rankings (JSONL)',
  description:
    'One prompt a line with its responses, their places and mean ranks by Borda’s count (1 best, equal = tied), and the ranking of every annotator. Holds ties.',
  write: (tasks, { tally }) => jsonl('rankings.jsonl', rowsOf(tasks, tally)),
}

async function* rowsOf(tasks: AsyncIterable<Task>, tally: ExportTally) {
  for await (const { task, answers, aggregate } of rankedTasks(tasks, tally)) {
    const place = (index: number) => aggregate.groups.findIndex((group) => group.includes(index)) + 1
    tally.count('rankings')
    yield {
      id: idOf(task),
      prompt: task.payload.prompt,
      responses: task.payload.responses.map(({ content, model }, index) => ({
        content,
        model,
        rank: place(index),
        mean_rank: aggregate.meanRanks[index] ?? null,
      })),
      n_annotators: answers.length,
      rankings: task.annotations.map(({ id, annotator, answer, order }) => ({
        annotation_id: id,
        annotator,
        ranks: answer.ranks,
        shown_order: order,
      })),
      pairwise_agreement: task.agreement,
      batch: task.batch,
    }
  }
}
