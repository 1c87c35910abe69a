import { jsonl } from '@/lib/core/export/jsonl'
import { onlyAnswer } from '@/lib/core/formats/preference-pair'
import type { ExportedTask, Exporter, ExportTally } from '@/lib/core/task-type'
import type { Answer, Config, Payload } from '../schema'
import { idOf, isTwin } from './decided-pairs'

type Task = ExportedTask<Payload, Answer>

/** HelpSteer3's preference rows. Its sign runs the other way than ours: negative says that response 1 is better. */
export const helpSteer: Exporter<Payload, Answer, Config> = {
  label: 'HelpSteer3 preference (JSONL)',
  description:
    'Context, two responses and a preference from −3 (response 1 much better) to 3, with every annotator’s score and reason. Both-bad is written as 0 and counted; responses of several turns are left out.',
  write: (tasks, { tally }) => jsonl('helpsteer.jsonl', rowsOf(tasks, tally)),
}

async function* rowsOf(tasks: AsyncIterable<Task>, tally: ExportTally) {
  for await (const task of tasks) {
    const [first, second] = task.payload.responses.map(({ content }) => onlyAnswer(content))
    const leftOut = reasonToLeaveOut(task)
    if (leftOut !== null || !first || !second) {
      tally.count(leftOut ?? 'tasks left out: a response of several turns')
      continue
    }
    const scores = task.annotations.map(({ answer }) => scoreOf(answer, tally))
    tally.count('rows')
    yield {
      id: idOf(task),
      domain: textOrNull(task.meta.domain),
      language: textOrNull(task.meta.language),
      context: task.payload.prompt,
      response1: first.content,
      response2: second.content,
      overall_preference: overall(scores),
      individual_preference: task.annotations.map(({ answer, annotator }, index) => ({
        score: scores[index] ?? 0,
        reasoning: answer.rationale ?? null,
        annotator,
      })),
      agreement: task.agreement,
      batch: task.batch,
    }
  }
}

function reasonToLeaveOut(task: Task): string | null {
  if (task.annotations.length === 0) return 'tasks without answers'
  return isTwin(task) ? 'tasks left out: identical responses' : null
}

/** −3 … 3; a vote without a strength says the least it can: slightly better. */
function scoreOf({ choice, strength }: Answer, tally: ExportTally): number {
  if (choice === 'both-bad') tally.count('both-bad written as 0')
  if (choice === 'tie' || choice === 'both-bad') return 0
  if (strength === undefined) tally.count('votes without a strength written as 1')
  return (choice === 'a' ? -1 : 1) * (strength ?? 1)
}

/** The mean to the nearest whole number, halves away from 0, so that swapping the responses only turns the sign. */
function overall(scores: readonly number[]): number {
  const mean = scores.reduce((sum, score) => sum + score, 0) / scores.length
  return mean === 0 ? 0 : Math.sign(mean) * Math.round(Math.abs(mean)) + 0
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}
