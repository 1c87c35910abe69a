import { modelsOf, sameTurns } from '@/lib/core/conversation/conversation'
import type { Response } from '@/lib/core/conversation/message'
import { jsonl } from '@/lib/core/export/jsonl'
import type { ExportContext, ExportedTask, Exporter, ExportTally } from '@/lib/core/task-type'
import { rawAnnotations } from '@/lib/task-types/raw-annotations'
import { type Aggregate, aggregateOf, pairVotes } from './aggregate'
import type { Answer, Config, Payload } from './schema'

type Task = ExportedTask<Payload, Answer>
type Tasks = AsyncIterable<Task>

export const exporters: Record<string, Exporter<Payload, Answer, Config>> = {
  'trl-preference': {
    label: 'TRL preference (JSONL)',
    description:
      'Prompt, chosen and rejected as chats: every pair that the mean ranks order, for DPO and reward models. Pairs of one ranking share ranking_id: split train and test by it. Tied responses make no pair and are counted.',
    write: (tasks, { tally }: ExportContext<Config>) => jsonl('preference.jsonl', pairRows(tasks, tally)),
  },
  'trl-unpaired': {
    label: 'TRL unpaired (JSONL)',
    description:
      'Prompt, completion and a label true or false, for KTO. The best by mean rank is true, the worst false; those between are left out and counted.',
    write: (tasks, { tally }: ExportContext<Config>) => jsonl('unpaired.jsonl', unpairedRows(tasks, tally)),
  },
  raw: rawAnnotations((payload) => ({ prompt: payload.prompt, responses: payload.responses })),
}

async function* pairRows(tasks: Tasks, tally: ExportTally) {
  for await (const { task, answers, aggregate } of ranked(tasks, tally)) {
    for (const [better, worse] of pairsOf(task.payload.responses, aggregate, tally)) {
      const votes = pairVotes(answers, better.index, worse.index)
      tally.count('pairs')
      yield {
        id: `${idOf(task)}-${better.index + 1}-${worse.index + 1}`,
        ranking_id: idOf(task),
        prompt: task.payload.prompt,
        chosen: better.response.content,
        rejected: worse.response.content,
        n_annotators: answers.length,
        n_chosen: votes.above,
        n_rejected: votes.below,
        n_tie: votes.tied,
        agreement: votes.above / answers.length,
        pairwise_agreement: task.agreement,
        rank_chosen: better.meanRank,
        rank_rejected: worse.meanRank,
        models: modelsOf(better.response, worse.response),
        batch: task.batch,
      }
    }
  }
}

async function* unpairedRows(tasks: Tasks, tally: ExportTally) {
  for await (const { task, answers, aggregate } of ranked(tasks, tally)) {
    const { groups } = aggregate
    const [best = [], ...others] = groups
    const worst = others.at(-1)
    if (worst === undefined) {
      tally.count('tasks left out: all responses tied')
      continue
    }
    tally.count('responses between best and worst left out', task.payload.responses.length - best.length - worst.length)
    for (const { index, response, meanRank } of placed(task.payload.responses, aggregate)) {
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

async function* ranked(tasks: Tasks, tally: ExportTally) {
  for await (const task of tasks) {
    const answers = task.annotations.map(({ answer }) => answer)
    if (answers.length === 0) {
      tally.count('tasks without answers')
      continue
    }
    yield { task, answers, aggregate: aggregateOf(answers, task.payload.responses.length) }
  }
}

interface Placed {
  index: number
  response: Response
  meanRank: number
}

/** Best first. */
function placed(responses: readonly Response[], { groups, meanRanks }: Aggregate): Placed[] {
  return groups.flat().flatMap((index) => {
    const response = responses[index]
    const meanRank = meanRanks[index]
    return response === undefined || meanRank === undefined ? [] : [{ index, response, meanRank }]
  })
}

function pairsOf(responses: readonly Response[], aggregate: Aggregate, tally: ExportTally): [Placed, Placed][] {
  const inOrder = placed(responses, aggregate)
  return inOrder.flatMap((better, place) =>
    inOrder.slice(place + 1).flatMap((worse): [Placed, Placed][] => {
      if (sameTurns(better.response.content, worse.response.content)) {
        tally.count('pairs left out: identical responses')
        return []
      }
      if (better.meanRank === worse.meanRank) {
        tally.count('pairs left out: tied')
        return []
      }
      return [[better, worse]]
    }),
  )
}

/** Share of the annotators who themselves put the response first (or last). */
function shareAt(answers: readonly Answer[], index: number, first: boolean): number {
  const agreeing = answers.filter(({ ranks }) => ranks[index] === (first ? 1 : Math.max(...ranks)))
  return agreeing.length / answers.length
}

function idOf(task: Task): string {
  return task.externalId ?? task.id
}
