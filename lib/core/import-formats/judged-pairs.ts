import { sameTurns } from '../conversation/conversation'
import { winnerIn } from '../formats/arena'
import { messagesOf } from '../formats/messages'
import { cutAfterShared } from '../formats/trl-preference'
import { coin, dateIn, freeFields, idOf, listIn, numberIn, recordIn, structuredIn, textIn } from './fields'
import type { GoodRow, Mirror, MirroredAnnotation, MirroredContent } from './mirror'
import { mirroredRows, refused } from './mirrored-rows'
import { type Choice, judgement, response, strengthIn } from './pair-task'

type Row = Record<string, unknown>

const choiceOf = { model_a: 'a', model_b: 'b', tie: 'tie', 'tie (bothbad)': 'both-bad' } as const satisfies Record<
  string,
  Choice
>

/** Battles of LMSYS' arena and our own: one judgement a row; rows of one question and pair that follow each other are one task. */
export const arena: Mirror = {
  label: 'Arena battles',
  description:
    'LMSYS’ arena: two conversations and a winner, ties and both-bad too, one judge a row. The judges come back as annotators.',
  taskTypes: ['preference'],
  detect: ({ row }) => row !== null && 'winner' in row && 'conversation_a' in row && 'conversation_b' in row,
  read: (source) =>
    mirroredRows(source, {
      keyOf: ({ question_id, conversation_a, conversation_b }) =>
        idOf(question_id) === null ? null : JSON.stringify([question_id, conversation_a, conversation_b]),
      task: taskOfBattles,
    }),
}

function taskOfBattles(rows: readonly [GoodRow, ...GoodRow[]]): MirroredContent {
  const [{ value: first }] = rows
  const a = messagesOf(structuredIn(first.conversation_a), 'conversation_a')
  const b = messagesOf(structuredIn(first.conversation_b), 'conversation_b')
  const { prompt, chosen, rejected } = cutAfterShared(a, b)
  if (prompt.length === 0) throw refused('conversation_b', 'The two conversations do not begin with the same prompt.')
  return {
    task: { prompt, responses: [response(chosen, first.model_a), response(rejected, first.model_b)] },
    id: idOf(first.question_id),
    meta: freeFields(
      first,
      'question_id',
      'model_a',
      'model_b',
      'winner',
      'judge',
      'conversation_a',
      'conversation_b',
      ...ofJudgement,
    ),
    annotations: rows.map(({ value }) => battleAnswer(value)),
  }
}

const ofJudgement = ['turn', 'anony', 'tstamp', 'shown_first', 'strength', 'rationale', 'annotation_id', 'batch']

function battleAnswer(row: Row): MirroredAnnotation {
  return {
    ...judgement(
      textIn(row.judge) ?? '',
      choiceOf[winnerIn(row)],
      strengthIn(numberIn(row.strength)),
      textIn(row.rationale),
    ),
    createdAt: dateIn(numberIn(row.tstamp)),
    order: orderIn(row.shown_first),
  }
}

function orderIn(first: unknown): number[] | null {
  if (first === 'a') return [0, 1]
  return first === 'b' ? [1, 0] : null
}

/** HelpSteer3's preference part and our own rows in its layout. Negative is response 1 better. */
export const helpSteer: Mirror = {
  label: 'HelpSteer3 preference',
  description:
    'HelpSteer3: context, two responses and scores from −3 to 3. Every annotator’s score and reason comes back; 0 is a tie.',
  taskTypes: ['preference'],
  detect: ({ row }) => row !== null && 'response1' in row && 'response2' in row && 'overall_preference' in row,
  read: (source) => mirroredRows(source, { task: ([{ value }]) => taskOfScores(value) }),
}

function taskOfScores(row: Row): MirroredContent {
  const { response1, response2 } = row
  if (typeof response1 !== 'string') throw refused('response1', 'Give the response as text.')
  if (typeof response2 !== 'string') throw refused('response2', 'Give the response as text.')
  const context = structuredIn(row.context)
  const individual = listIn(row.individual_preference) ?? []
  const answer = (content: string) => response([{ role: 'assistant', content }], null)
  return {
    task: {
      prompt: typeof context === 'string' ? [{ role: 'user', content: context }] : messagesOf(context, 'context'),
      responses: [answer(response1), answer(response2)],
    },
    id: idOf(row.id),
    meta: freeFields(row, 'id', 'context', 'response1', 'response2', 'overall_preference', 'individual_preference'),
    annotations:
      individual.length === 0
        ? [scored('', row.overall_preference, null)]
        : individual.map((given) => {
            const one = recordIn(given)
            if (one === null) throw refused('individual_preference', 'Give each as { "score", "reasoning" }.')
            return scored(textIn(one.annotator) ?? '', one.score, textIn(one.reasoning))
          }),
  }
}

function scored(annotator: string, given: unknown, reason: string | null): MirroredAnnotation {
  const score = numberIn(given)
  if (score === null || !Number.isInteger(score) || Math.abs(score) > 3)
    throw refused('overall_preference', 'Give a whole number from −3 (response 1 much better) to 3.')
  if (score === 0) return judgement(annotator, 'tie', null, reason)
  return judgement(annotator, score < 0 ? 'a' : 'b', strengthIn(Math.abs(score)), reason)
}

/** TRL's unpaired rows: two that follow each other with one prompt make a task. One alone has nothing to be compared with. */
export const kto: Mirror = {
  label: 'TRL unpaired (KTO)',
  description:
    'Prompt, completion and a label true or false. Two rows of one prompt make a pair; a row alone is refused, since a preference needs two responses.',
  taskTypes: ['preference'],
  detect: ({ row }) =>
    row !== null && 'prompt' in row && 'completion' in row && (typeof row.label === 'boolean' || isFlag(row.label)),
  read: (source) =>
    mirroredRows(source, {
      keyOf: ({ id, ranking_id, prompt }) => JSON.stringify([idOf(ranking_id) ?? ownId(id), prompt]),
      task: taskOfLabels,
    }),
}

/** Our rows are called after their task, `…:a` and `…:b`; an id that others give each row says nothing of pairs. */
function ownId(id: unknown): string | null {
  return typeof id === 'string' && /:[ab]$/.test(id) ? id.slice(0, -2) : null
}

const isFlag = (value: unknown) => value === 'true' || value === 'false' || value === 'True' || value === 'False'

function taskOfLabels(rows: readonly [GoodRow, ...GoodRow[]]): MirroredContent {
  const [one, two, ...more] = rows.map(({ value }) => value)
  if (one === undefined || two === undefined || more.length > 0) {
    const many = `There are ${rows.length} responses to this prompt. Keep two, or give each pair an id of its own.`
    throw refused(
      'completion',
      two === undefined
        ? 'This prompt has one response only; to compare, people need two rows with the same prompt.'
        : many,
    )
  }
  const prompt = structuredIn(one.prompt)
  const sides = [one, two].map((row) => ({ turns: turnsIn(row.completion), good: goodIn(row.label), model: row.model }))
  const [a, b] = sides
  if (a === undefined || b === undefined || sameTurns(a.turns, b.turns))
    throw refused('completion', 'Both responses are the same. Leave one out.')
  if (a.good && b.good)
    throw refused('label', 'Both responses are labeled true: that says of neither that it is better.')
  const swapped = coin(JSON.stringify([prompt, a.turns, b.turns]))
  const [first, second] = swapped ? [b, a] : [a, b]
  const decided = first.good ? 'a' : 'b'
  return {
    task: {
      prompt: typeof prompt === 'string' ? [{ role: 'user', content: prompt }] : messagesOf(prompt, 'prompt'),
      responses: [response(first.turns, first.model), response(second.turns, second.model)],
    },
    id: ownId(one.id) ?? idOf(one.id),
    meta: freeFields(one, 'id', 'prompt', 'completion', 'label', 'model'),
    annotations: [judgement('', !a.good && !b.good ? 'both-bad' : decided, null, null)],
  }
}

function turnsIn(completion: unknown) {
  const given = structuredIn(completion)
  if (typeof given === 'string') return messagesOf([{ role: 'assistant', content: given }], 'completion')
  return messagesOf(given, 'completion')
}

function goodIn(label: unknown): boolean {
  if (label === true || label === 'true' || label === 'True') return true
  if (label === false || label === 'false' || label === 'False') return false
  throw refused('label', 'Give the label as true or false.')
}
