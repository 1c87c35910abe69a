import type { ExportTally } from '../export/contract'
import { freeFields, idOf, listIn, numberIn, recordIn, structuredIn, textIn } from './fields'
import { labelAnswer } from './label-answer'
import { promptKeyIn } from './label-studio-ranker'
import type { Mirror, MirroredAnnotation, MirroredContent } from './mirror'
import { mirroredRows, refused } from './mirrored-rows'
import { type Choice, judgement } from './pair-task'

type Row = Record<string, unknown>
type Answer = Pick<MirroredAnnotation, 'answer' | 'poorer'>

/** Argilla 2: a row a record, and for each question the columns `q.responses`, `q.responses.users` and `q.responses.status`. */
export const argilla: Mirror = {
  label: 'Argilla 2 (dataset)',
  description:
    'Argilla’s records as a dataset, JSON Lines or Parquet: labels, choices between two responses and rankings, with everyone’s submitted responses; suggestions become pre-labels. Drafts, discarded responses and further questions do not come back and are counted.',
  taskTypes: ['sentiment', 'preference', 'ranking'],
  detect: ({ row }) => row !== null && questionsIn(row).length > 0,
  read: (source, tally, taskType) =>
    mirroredRows(source, { task: ([{ value }]) => taskOf(value, readings[taskType] ?? labels, tally) }),
}

function questionsIn(row: Row): string[] {
  return Object.keys(row).flatMap((key) => {
    const [, question] = /^(.+)\.responses$/.exec(key) ?? []
    return question !== undefined && `${question}.responses.users` in row ? [question] : []
  })
}

/** How one kind of task is understood. */
interface Reading {
  task(row: Row): { task: Row; used: readonly string[] }
  /** Null where the value answers another kind of question. */
  answer(value: unknown, row: Row): Answer | null
}

function taskOf(row: Row, reading: Reading, tally: ExportTally): MirroredContent {
  const { task, used } = reading.task(row)
  // A question for a text would pass for one of labels: names that speak of labels go first.
  const questions = questionsIn(row).toSorted(
    (a, b) => Number(/label|sentiment/i.test(b)) - Number(/label|sentiment/i.test(a)),
  )
  const question = questions.find((name) => valuesOf(row, name).some((value) => reading.answer(value, row) !== null))
  if (questions.length > 1) tally.count('answers to further questions left out', questions.length - 1)
  const read = (value: unknown) => {
    const answer = reading.answer(structuredIn(value), row)
    if (answer !== null) return answer
    throw refused(`${question}.responses`, 'A response answers another question than the others.')
  }
  const suggested = question === undefined ? null : (row[`${question}.suggestion`] ?? null)
  const own = Object.keys(row).filter((key) => questions.some((name) => key.startsWith(`${name}.`)))
  return {
    task,
    id: idOf(row.id),
    meta: {
      ...metaOf(freeFields(row, 'id', 'status', '_server_id', 'metadata', ...used, ...own)),
      ...recordIn(row.metadata),
    },
    annotations:
      question === undefined
        ? []
        : responsesOf(row, question, tally).map(({ user, value }) => ({ ...read(value), annotator: user })),
    prelabel: suggested === null ? null : { annotator: '', ...read(suggested) },
  }
}

function valuesOf(row: Row, question: string): unknown[] {
  const suggestion = row[`${question}.suggestion`] ?? null
  return [...(listIn(row[`${question}.responses`]) ?? []), ...(suggestion === null ? [] : [suggestion])].map(
    structuredIn,
  )
}

function responsesOf(row: Row, question: string, tally: ExportTally): { user: string; value: unknown }[] {
  const users = listIn(row[`${question}.responses.users`]) ?? []
  const states = listIn(row[`${question}.responses.status`]) ?? []
  return (listIn(row[`${question}.responses`]) ?? []).flatMap((value, index) => {
    const state = textIn(states[index]) ?? 'submitted'
    if (state === 'submitted') return [{ user: idOf(users[index]) ?? '', value }]
    tally.count('responses that were not submitted left out')
    return []
  })
}

/** `metadata.page` is the free field `page`. */
function metaOf(fields: Row): Row {
  return Object.fromEntries(Object.entries(fields).map(([key, value]) => [key.replace(/^metadata\./, ''), value]))
}

const labels: Reading = {
  task: (row) => {
    const text = textIn(row.text)
    if (text === null) throw refused('text', 'The record has no field “text”. Rename it.')
    return { task: { text }, used: ['text'] }
  },
  answer: (value) => {
    const given = Array.isArray(value) ? value : [value]
    const isLabel = (one: unknown) => typeof one === 'string' || typeof one === 'number'
    return given.length > 0 && given.every(isLabel) ? labelAnswer('', given) : null
  },
}

const sideKeys = [
  ['response-1', 'response-2'],
  ['response1', 'response2'],
  ['response_1', 'response_2'],
  ['response_a', 'response_b'],
  ['chosen', 'rejected'],
] as const

function sidesIn(row: Row): readonly [string, string] {
  const sides = sideKeys.find((keys) => keys.every((key) => key in row))
  if (sides !== undefined) return sides
  throw refused(
    'response-1',
    `The record has no two responses under names we know: ${sideKeys.map((keys) => keys.join(' and ')).join('; ')}. Rename them.`,
  )
}

const pairs: Reading = {
  task: (row) => {
    const [prompt, sides] = [promptKeyIn(row), sidesIn(row)]
    return {
      task: { prompt: structuredIn(row[prompt]), responses: sides.map((key) => structuredIn(row[key])) },
      used: [prompt, ...sides],
    }
  },
  answer: (value, row) => {
    const chosen = choiceIn(value, sidesIn(row))
    return chosen === null ? null : judgement('', chosen, null, null)
  },
}

const words: Readonly<Record<Choice, readonly string[]>> = {
  a: ['a', '1', 'first', 'left'],
  b: ['b', '2', 'second', 'right'],
  tie: ['tie', 'equal', 'same'],
  'both-bad': ['both-bad', 'both_bad', 'neither', 'none'],
}

function choiceIn(value: unknown, [first, second]: readonly [string, string]): Choice | null {
  const ranks = ranksIn(value)
  if (ranks !== null) {
    const [one, other] = [ranks.get(first), ranks.get(second)]
    if (one === undefined || other === undefined) return null
    if (one === other) return 'tie'
    return one < other ? 'a' : 'b'
  }
  const said = typeof value === 'string' || typeof value === 'number' ? String(value).toLowerCase() : null
  if (said === null) return null
  if (said === first) return 'a'
  if (said === second) return 'b'
  return (['a', 'b', 'tie', 'both-bad'] as const).find((choice) => words[choice].includes(said)) ?? null
}

/** `[{ "value": "response-1", "rank": 1 }, …]`, 1 best. */
function ranksIn(value: unknown): Map<string, number> | null {
  const entries = (listIn(value) ?? []).map(recordIn)
  const ranks = new Map<string, number>()
  for (const entry of entries) {
    const [name, rank] = [textIn(entry?.value), numberIn(entry?.rank)]
    if (name === null || rank === null) return null
    ranks.set(name, rank)
  }
  return ranks.size === 0 ? null : ranks
}

const rankings: Reading = {
  task: (row) => {
    const prompt = promptKeyIn(row)
    const names = rankedFields(row)
    return {
      task: { prompt: structuredIn(row[prompt]), responses: names.map((name) => structuredIn(row[name])) },
      used: [prompt, ...names],
    }
  },
  answer: (value, row) => {
    const ranks = ranksIn(value)
    const own = ranks && rankedFields(row).map((name) => ranks.get(name) ?? 0)
    return own === null || own.includes(0) ? null : { answer: { ranks: own } }
  },
}

/** The fields that its rankings name, in their order. */
function rankedFields(row: Row): string[] {
  const values = questionsIn(row).flatMap((question) => valuesOf(row, question))
  const names = new Set(values.flatMap((value) => [...(ranksIn(value)?.keys() ?? [])]))
  const fields = [...names].filter((name) => name in row).toSorted()
  if (fields.length > 0) return fields
  throw refused('responses', 'No ranking names the fields of the record that it puts in order.')
}

const readings: Readonly<Record<string, Reading>> = { sentiment: labels, preference: pairs, ranking: rankings }
