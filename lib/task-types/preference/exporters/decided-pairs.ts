import { modelsOf, sameTurns } from '@/lib/core/conversation/conversation'
import { bradleyTerryMargin, type PreferencePair } from '@/lib/core/formats/preference-pair'
import type { ExportedTask, ExportTally } from '@/lib/core/task-type'
import type { Answer, Payload } from '../schema'
import { countVotes, marginFor, type Votes, winnerOf } from '../votes'

type Task = ExportedTask<Payload, Answer>

/** The pair that each task decides, with its counts. Tasks without a decision are counted by their reason. */
export async function* decidedPairs(tasks: AsyncIterable<Task>, tally: ExportTally): AsyncIterable<PreferencePair> {
  for await (const task of tasks) {
    const decided = decide(task, tally)
    if (decided === null) continue
    const { winner, votes } = decided
    const { chosen, rejected } = sidesOf(task.payload, winner)
    if (votes.tie + votes.bothBad > votes[winner])
      tally.count('pairs with more ties and both-bad than votes for the chosen')
    yield {
      prompt: task.payload.prompt,
      chosen: chosen.content,
      rejected: rejected.content,
      margin: marginFor(
        winner,
        task.annotations.map(({ answer }) => answer),
      ),
      about: {
        id: idOf(task),
        ...countsOf(votes),
        agreement: votes[winner] / votes.all,
        pairwise_agreement: task.agreement,
        weight: votes[winner] / (votes.a + votes.b),
        margin_bradley_terry: bradleyTerryMargin(votes[winner], votes.a + votes.b - votes[winner]),
        models: modelsOf(chosen, rejected),
        batch: task.batch,
      },
    }
  }
}

/** Null, and counted why, where the task makes no pair. */
export function decide(task: Task, tally: ExportTally): { winner: 'a' | 'b'; votes: Votes } | null {
  const drop = (why: string) => {
    tally.count(why)
    return null
  }
  const votes = countVotes(task.annotations.map(({ answer }) => answer))
  if (votes.all === 0) return drop('tasks without answers')
  if (isTwin(task)) return drop('tasks left out: identical responses')
  if (votes.a + votes.b === 0) return drop('tasks left out: only ties and both-bad')
  const winner = winnerOf(votes)
  return winner === null ? drop('tasks left out: split votes') : { winner, votes }
}

export function isTwin({ payload: { responses } }: Task): boolean {
  const [first, second] = responses
  return sameTurns(first.content, second.content)
}

export function sidesOf({ responses: [a, b] }: Payload, winner: 'a' | 'b') {
  return winner === 'a' ? { chosen: a, rejected: b } : { chosen: b, rejected: a }
}

export function countsOf(votes: Votes) {
  return { n_annotators: votes.all, n_a: votes.a, n_b: votes.b, n_tie: votes.tie, n_both_bad: votes.bothBad }
}

export function idOf(task: Task): string {
  return task.externalId ?? task.id
}
