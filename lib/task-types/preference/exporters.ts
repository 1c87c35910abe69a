import { modelsOf, sameTurns } from '@/lib/core/conversation/conversation'
import { jsonl } from '@/lib/core/export/jsonl'
import type { ExportContext, ExportedTask, Exporter, ExportTally } from '@/lib/core/task-type'
import { rawAnnotations } from '@/lib/task-types/raw-annotations'
import type { Answer, Config, Payload } from './schema'
import { bothAreBad, countVotes, marginFor, type Votes, winnerOf } from './votes'

type Task = ExportedTask<Payload, Answer>
type Tasks = AsyncIterable<Task>

export const exporters: Record<string, Exporter<Payload, Answer, Config>> = {
  'trl-preference': {
    label: 'TRL preference (JSONL)',
    description:
      'Prompt, chosen and rejected as chats, one pair a line, for DPO and reward models. Of the votes for a or b more than half decide; ties and split votes make no pair and are counted.',
    write: (tasks, { tally }: ExportContext<Config>) => jsonl('preference.jsonl', pairRows(tasks, tally)),
  },
  'trl-unpaired': {
    label: 'TRL unpaired (JSONL)',
    description:
      'Prompt, completion and a label true or false, for KTO. The preferred response is true, the other false; where most call both bad, both are false. Ties and split votes are left out and counted.',
    write: (tasks, { tally }: ExportContext<Config>) => jsonl('unpaired.jsonl', unpairedRows(tasks, tally)),
  },
  raw: rawAnnotations((payload) => ({ prompt: payload.prompt, responses: payload.responses })),
}

async function* pairRows(tasks: Tasks, tally: ExportTally) {
  for await (const task of tasks) {
    const decided = decide(task, tally)
    if (decided === null) continue
    const { winner, votes } = decided
    const { chosen, rejected } = sidesOf(task.payload, winner)
    if (votes.tie + votes.bothBad > votes[winner])
      tally.count('pairs with more ties and both-bad than votes for the chosen')
    tally.count('pairs')
    yield {
      id: task.externalId ?? task.id,
      prompt: task.payload.prompt,
      chosen: chosen.content,
      rejected: rejected.content,
      ...countsOf(task, votes),
      agreement: votes[winner] / votes.all,
      pairwise_agreement: task.agreement,
      weight: votes[winner] / (votes.a + votes.b),
      margin: marginFor(
        winner,
        task.annotations.map(({ answer }) => answer),
      ),
      models: modelsOf(chosen, rejected),
      batch: task.batch,
    }
  }
}

async function* unpairedRows(tasks: Tasks, tally: ExportTally) {
  for await (const task of tasks) {
    const votes = countVotes(task.annotations.map(({ answer }) => answer))
    if (bothAreBad(votes)) {
      for (const response of task.payload.responses) {
        tally.count('rows')
        yield unpairedRow(task, votes, response, false, votes.bothBad / votes.all)
      }
      continue
    }
    const decided = decide(task, tally)
    if (decided === null) continue
    const { chosen, rejected } = sidesOf(task.payload, decided.winner)
    tally.count('rows', 2)
    const agreement = votes[decided.winner] / votes.all
    yield unpairedRow(task, votes, chosen, true, agreement)
    yield unpairedRow(task, votes, rejected, false, agreement)
  }
}

/** Null, and counted why, where the task makes no pair. */
function decide(task: Task, tally: ExportTally): { winner: 'a' | 'b'; votes: Votes } | null {
  const drop = (why: string) => {
    tally.count(why)
    return null
  }
  const votes = countVotes(task.annotations.map(({ answer }) => answer))
  if (votes.all === 0) return drop('tasks without answers')
  const [first, second] = task.payload.responses
  if (sameTurns(first.content, second.content)) return drop('tasks left out: identical responses')
  if (votes.a + votes.b === 0) return drop('tasks left out: only ties and both-bad')
  const winner = winnerOf(votes)
  return winner === null ? drop('tasks left out: split votes') : { winner, votes }
}

function sidesOf({ responses: [a, b] }: Payload, winner: 'a' | 'b') {
  return winner === 'a' ? { chosen: a, rejected: b } : { chosen: b, rejected: a }
}

function countsOf(task: Task, votes: Votes) {
  return {
    n_annotators: task.annotations.length,
    n_a: votes.a,
    n_b: votes.b,
    n_tie: votes.tie,
    n_both_bad: votes.bothBad,
  }
}

function unpairedRow(task: Task, votes: Votes, response: Payload['responses'][0], label: boolean, agreement: number) {
  return {
    id: task.externalId ?? task.id,
    prompt: task.payload.prompt,
    completion: response.content,
    label,
    ...countsOf(task, votes),
    agreement,
    pairwise_agreement: task.agreement,
    model: response.model,
    batch: task.batch,
  }
}
