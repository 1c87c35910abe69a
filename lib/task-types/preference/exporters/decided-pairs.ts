import { modelsOf, sameTurns } from '@/lib/core/conversation/conversation'
import type { Column, ExportContext, ExportedTask, ExportTally } from '@/lib/core/export/contract'
import { taskColumns } from '@/lib/core/export/task-columns'
import { bradleyTerryMargin, type PreferencePair } from '@/lib/core/formats/preference-pair'
import { type Answer, type Config, isDecisive, type Payload } from '../schema'
import { countVotes, marginFor, type Votes } from '../votes'

type Task = ExportedTask<Payload, Answer>

const modelsType: Column['type'] = {
  struct: [
    { name: 'chosen', type: 'string', about: 'who wrote the better response' },
    { name: 'rejected', type: 'string', about: 'who wrote the worse response' },
  ],
}

export const voteColumns: Column[] = [
  { name: 'n_a', type: 'int', about: 'votes for the first response of the import line' },
  { name: 'n_b', type: 'int', about: 'votes for the second' },
  { name: 'n_tie', type: 'int', about: 'votes for neither being better' },
  { name: 'n_both_bad', type: 'int', about: 'votes for both being bad' },
]

export const pairColumns: Column[] = [
  ...voteColumns,
  { name: 'agreement', type: 'double', about: 'share of all votes for the chosen response' },
  { name: 'weight', type: 'double', about: 'share of the decisive votes; ½ for each direction of a tie' },
  { name: 'margin_bradley_terry', type: 'double', about: 'log((won + ½) / (lost + ½)) from the votes' },
  { name: 'models', type: modelsType, about: 'who wrote the responses' },
  ...taskColumns,
]

/** The pair that each task decides, with its counts; both directions of a tie where these are asked for. */
export function decidedPairs(task: Task, { tally, choices }: ExportContext<Config>): PreferencePair[] {
  const decided = decide(task, choices.ties === 'both' ? null : tally)
  const votes = votesOf(task)
  if (decided !== null) {
    if (votes.tie + votes.bothBad > votes[decided])
      tally.count('pairs with more ties and both-bad than votes for the chosen')
    const weight = votes.a + votes.b === 0 ? 1 : votes[decided] / (votes.a + votes.b)
    return [pairOf(task, votes, decided, { id: task.rowId, margin: marginOf(task, decided), weight })]
  }
  if (choices.ties !== 'both' || !isTied(task, tally)) return []
  tally.count('ties written in both directions')
  return (['a', 'b'] as const).map((winner) =>
    pairOf(task, votes, winner, { id: `${task.rowId}:${winner}`, margin: 0, weight: 0.5 }),
  )
}

function pairOf(
  task: Task,
  votes: Votes,
  winner: 'a' | 'b',
  { id, margin, weight }: { id: string; margin: number; weight: number },
): PreferencePair {
  const { chosen, rejected } = sidesOf(task.payload, winner)
  const lost = votes.a + votes.b - votes[winner]
  return {
    prompt: task.payload.prompt,
    chosen: chosen.content,
    rejected: rejected.content,
    margin,
    // In one literal: spread parts made this the slowest step of an export.
    about: {
      id,
      n_a: votes.a,
      n_b: votes.b,
      n_tie: votes.tie,
      n_both_bad: votes.bothBad,
      agreement: votes.all === 0 ? null : votes[winner] / votes.all,
      weight,
      margin_bradley_terry: bradleyTerryMargin(votes[winner], lost),
      models: modelsOf(chosen, rejected),
      n_annotators: task.annotations.length,
      pairwise_agreement: task.agreement,
      method: task.verdict.method,
      certainty: task.verdict.certainty,
      adjudicated: task.adjudicated !== null,
      prelabeled: task.prelabeled,
      language: task.language,
      batch: task.batch,
    },
  }
}

/** A reviewer's strength stands for itself; else the mean of what people said. */
function marginOf(task: Task, winner: 'a' | 'b'): number {
  if (task.adjudicated !== null) return task.adjudicated.answer.strength ?? 0
  return marginFor(
    winner,
    task.annotations.map(({ answer }) => answer),
  )
}

/** The response that the verdict prefers; null, and counted why, where there is none. */
export function decide(task: Task, tally: ExportTally | null): 'a' | 'b' | null {
  const drop = (why: string) => {
    tally?.count(why)
    return null
  }
  if (task.annotations.length === 0 && task.adjudicated === null) return drop('tasks without answers')
  if (isTwin(task)) return drop('tasks left out: identical responses')
  const { answer } = task.verdict
  if (answer === null) return drop('tasks left out: split votes')
  const { choice } = answer
  // A model may call one response the better where nobody did: that is no pair.
  if (choice === 'tie' || choice === 'both-bad' || !anybodyPreferred(task))
    return drop('tasks left out: only ties and both-bad')
  return choice
}

function anybodyPreferred({ annotations, adjudicated }: Task): boolean {
  return adjudicated !== null || annotations.some(({ answer }) => isDecisive(answer.choice))
}

/** Neither is better, and that is not because both are bad or the same. */
function isTied(task: Task, tally: ExportTally): boolean {
  if (task.verdict.n > 0 && !isTwin(task) && task.verdict.answer?.choice !== 'both-bad') return true
  decide(task, tally)
  return false
}

export function isTwin({ payload: { responses } }: Task): boolean {
  const [first, second] = responses
  return sameTurns(first.content, second.content)
}

export function sidesOf({ responses: [a, b] }: Payload, winner: 'a' | 'b') {
  return winner === 'a' ? { chosen: a, rejected: b } : { chosen: b, rejected: a }
}

export function votesOf(task: Task): Votes {
  return countVotes(task.annotations.map(({ answer }) => answer))
}

export function countsOf(votes: Votes) {
  return { n_a: votes.a, n_b: votes.b, n_tie: votes.tie, n_both_bad: votes.bothBad }
}
