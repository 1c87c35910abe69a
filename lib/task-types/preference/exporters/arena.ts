import { jsonl } from '@/lib/core/export/jsonl'
import { battle, type Winner } from '@/lib/core/formats/arena'
import type { ExportedTask, Exporter, ExportTally } from '@/lib/core/task-type'
import type { Answer, Choice, Config, Payload } from '../schema'
import { idOf, isTwin } from './decided-pairs'

type Task = ExportedTask<Payload, Answer>

export const arena: Exporter<Payload, Answer, Config> = {
  label: 'Arena battles (JSONL)',
  description:
    'One judgement a line with model_a, model_b and winner, for Bradley–Terry ratings and leaderboards. Holds ties and both-bad; strength is a column of its own.',
  write: (tasks, { tally }) => jsonl('battles.jsonl', battles(tasks, tally)),
}

const winnerOf = {
  a: 'model_a',
  b: 'model_b',
  tie: 'tie',
  'both-bad': 'tie (bothbad)',
} as const satisfies Record<Choice, Winner>

async function* battles(tasks: AsyncIterable<Task>, tally: ExportTally) {
  for await (const task of tasks) {
    if (isTwin(task)) {
      tally.count('tasks left out: identical responses')
      continue
    }
    const [a, b] = task.payload.responses
    for (const { id, annotator, answer, order, createdAt } of task.annotations) {
      tally.count('battles')
      if (a.model === null || b.model === null) tally.count('battles without the names of both models')
      const fought = battle({
        questionId: idOf(task),
        models: [a.model, b.model],
        conversations: [
          [...task.payload.prompt, ...a.content],
          [...task.payload.prompt, ...b.content],
        ],
        winner: winnerOf[answer.choice],
        judge: annotator,
        createdAt,
      })
      yield Object.assign(fought, {
        shown_first: shownFirst(order),
        strength: answer.strength ?? null,
        rationale: answer.rationale ?? null,
        annotation_id: id,
        batch: task.batch,
      })
    }
  }
}

/** `order[0]` is the canonical index of the response that stood first. */
function shownFirst([first]: readonly number[]): 'a' | 'b' | null {
  if (first === undefined) return null
  return first === 0 ? 'a' : 'b'
}
