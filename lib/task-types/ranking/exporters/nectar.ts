import { sameTurns } from '@/lib/core/conversation/conversation'
import { jsonl } from '@/lib/core/export/jsonl'
import { onlyAnswer } from '@/lib/core/formats/preference-pair'
import type { Exporter, ExportTally } from '@/lib/core/task-type'
import type { Answer, Config, Payload } from '../schema'
import { idOf, placed, type Ranked, rankedTasks, type Task } from './ranked-tasks'

export const nectar: Exporter<Payload, Answer, Config> = {
  label: 'Nectar rankings (JSONL)',
  description:
    'Prompt and answers with their rank, 1 the best and equal ones tied, in the layout of the Nectar dataset. Chats of several turns are left out and counted.',
  write: (tasks, { tally }) => jsonl('nectar.jsonl', nectarRows(tasks, tally)),
}

/** Axolotl's loader sorts by rank and takes the last as chosen, the one before it as rejected: its ranks rise to the best. */
export const axolotlNectar: Exporter<Payload, Answer, Config> = {
  label: 'Axolotl zephyr.nectar (JSONL)',
  description:
    'Nectar rows with ranks that rise to the best, since Axolotl’s type: zephyr.nectar takes the highest rank as chosen and the next as rejected. Where these two are tied or identical the task is left out and counted.',
  write: (tasks, { tally }) => jsonl('axolotl-nectar.jsonl', axolotlRows(tasks, tally)),
}

async function* nectarRows(tasks: AsyncIterable<Task>, tally: ExportTally) {
  for await (const ranked of rankedTasks(tasks, tally)) {
    const row = singleTurn(ranked)
    if (row === null) {
      tally.count('tasks left out: several turns')
      continue
    }
    tally.count('rows')
    yield row
  }
}

async function* axolotlRows(tasks: AsyncIterable<Task>, tally: ExportTally) {
  for await (const ranked of rankedTasks(tasks, tally)) {
    const row = singleTurn(ranked)
    const why = row === null ? 'several turns' : undecidedTop(ranked)
    if (row === null || why !== null) {
      tally.count(`tasks left out: ${why}`)
      continue
    }
    tally.count('rows')
    const places = ranked.aggregate.groups.length
    yield { ...row, answers: row.answers.map(({ rank, ...answer }) => ({ ...answer, rank: places + 1 - rank })) }
  }
}

/** Best first; null where the row could not hold the chat. */
function singleTurn(ranked: Ranked) {
  const { task, aggregate } = ranked
  const [question, ...others] = task.payload.prompt
  if (question?.role !== 'user' || others.length > 0) return null
  const answers = placed(ranked).flatMap(({ index, response }) => {
    const answer = onlyAnswer(response.content)
    if (answer === null) return []
    const rank = aggregate.groups.findIndex((group) => group.includes(index)) + 1
    return [{ answer: answer.content, model: response.model, rank }]
  })
  if (answers.length < task.payload.responses.length) return null
  return {
    id: idOf(task),
    prompt: question.content,
    answers,
    n_annotators: ranked.answers.length,
    agreement: task.agreement,
    batch: task.batch,
  }
}

function undecidedTop(ranked: Ranked): string | null {
  const [best, second] = placed(ranked)
  if (!best || !second) return 'one response'
  if (best.meanRank === second.meanRank) return 'the best two are tied'
  return sameTurns(best.response.content, second.response.content) ? 'the best two are identical' : null
}
