import { jsonl } from '@/lib/core/export/jsonl'
import type { Exporter, ExportTally } from '@/lib/core/task-type'
import type { Answer, Config, Payload } from '../schema'
import { idOf, placed, rankedTasks, type Task } from './ranked-tasks'

export const unpaired: Exporter<Payload, Answer, Config> = {
  label: 'TRL unpaired (JSONL)',
  description:
    'Prompt, completion and a label true or false, for KTO. The best by mean rank is true, the worst false; those between are left out and counted.',
  write: (tasks, { tally }) => jsonl('unpaired.jsonl', rowsOf(tasks, tally)),
}

async function* rowsOf(tasks: AsyncIterable<Task>, tally: ExportTally) {
  for await (const ranked of rankedTasks(tasks, tally)) {
    const { task, answers, aggregate } = ranked
    const [best = [], ...others] = aggregate.groups
    const worst = others.at(-1)
    if (worst === undefined) {
      tally.count('tasks left out: all responses tied')
      continue
    }
    tally.count('responses between best and worst left out', task.payload.responses.length - best.length - worst.length)
    for (const { index, response, meanRank } of placed(ranked)) {
      const label = best.includes(index)
      if (!label && !worst.includes(index)) continue
      tally.count('rows')
      yield {
        id: `${idOf(task)}-${index + 1}`,
        ranking_id: idOf(task),
        prompt: task.payload.prompt,
        completion: response.content,
        label,
        n_annotators: answers.length,
        agreement: shareAt(answers, index, label),
        pairwise_agreement: task.agreement,
        rank: meanRank,
        model: response.model,
        batch: task.batch,
      }
    }
  }
}

/** Share of the annotators who themselves put the response first (or last). */
function shareAt(answers: readonly Answer[], index: number, first: boolean): number {
  const agreeing = answers.filter(({ ranks }) => ranks[index] === (first ? 1 : Math.max(...ranks)))
  return agreeing.length / answers.length
}
