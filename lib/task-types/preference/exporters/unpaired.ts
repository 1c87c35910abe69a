import { jsonl } from '@/lib/core/export/jsonl'
import type { ExportedTask, Exporter, ExportTally } from '@/lib/core/task-type'
import type { Answer, Config, Payload } from '../schema'
import { bothAreBad, countVotes, type Votes } from '../votes'
import { countsOf, decide, idOf, sidesOf } from './decided-pairs'

type Task = ExportedTask<Payload, Answer>

export const unpaired: Exporter<Payload, Answer, Config> = {
  label: 'TRL unpaired (JSONL)',
  description:
    'Prompt, completion and a label true or false, for KTO. The preferred response is true, the other false; where most call both bad, both are false. Ties and split votes are left out and counted.',
  write: (tasks, { tally }) => jsonl('unpaired.jsonl', rowsOf(tasks, tally)),
}

async function* rowsOf(tasks: AsyncIterable<Task>, tally: ExportTally) {
  for await (const task of tasks) {
    const votes = countVotes(task.annotations.map(({ answer }) => answer))
    if (bothAreBad(votes)) {
      for (const response of task.payload.responses) {
        tally.count('rows')
        yield row(task, votes, response, false, votes.bothBad / votes.all)
      }
      continue
    }
    const decided = decide(task, tally)
    if (decided === null) continue
    const { chosen, rejected } = sidesOf(task.payload, decided.winner)
    tally.count('rows', 2)
    const agreement = votes[decided.winner] / votes.all
    yield row(task, votes, chosen, true, agreement)
    yield row(task, votes, rejected, false, agreement)
  }
}

function row(task: Task, votes: Votes, response: Payload['responses'][0], label: boolean, agreement: number) {
  return {
    id: idOf(task),
    prompt: task.payload.prompt,
    completion: response.content,
    label,
    ...countsOf(votes),
    agreement,
    pairwise_agreement: task.agreement,
    model: response.model,
    batch: task.batch,
  }
}
