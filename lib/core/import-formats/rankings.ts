import { promptSchema } from '../conversation/message'
import { dateIn, freeFields, idOf, listIn, numberIn, recordIn, structuredIn, textIn } from './fields'
import type { Mirror, MirroredAnnotation, MirroredContent } from './mirror'
import { mirroredRows, refused } from './mirrored-rows'

type Row = Record<string, unknown>

/** Nectar, and our rows in its layout: answers with their rank. */
export const nectar: Mirror = {
  label: 'Nectar rankings',
  description:
    'Nectar: a prompt and answers with their rank, 1 the best and equal ones tied. One ranking a task; 3 to 10 answers.',
  taskTypes: ['ranking'],
  detect: ({ row }) => row !== null && 'prompt' in row && listIn(row.answers) !== null,
  read: (source) => mirroredRows(source, { task: ([{ value }]) => taskOfAnswers(value) }),
}

function taskOfAnswers(row: Row): MirroredContent {
  const answers = (listIn(row.answers) ?? []).map((given) => {
    const one = recordIn(given)
    const text = one === null ? null : textIn(one.answer)
    const rank = one === null ? null : numberIn(one.rank)
    if (one === null || text === null || rank === null)
      throw refused('answers', 'Give each answer as { "answer", "rank" }.')
    return { content: text, rank, model: textIn(one.model) }
  })
  const best = answers.length === 0 ? 0 : Math.max(...answers.map(({ rank }) => rank))
  // Our rows list the best first: where its rank is the highest, they are those for Axolotl, whose ranks rise to the best.
  const rises = 'pairwise_agreement' in row && (answers[0]?.rank ?? 0) > (answers.at(-1)?.rank ?? 0)
  // By content: files list the best first, and nobody is to learn the order from that.
  const placed = answers.toSorted((a, b) => compared(a.content, b.content))
  return {
    task: {
      prompt: promptOf(row.prompt),
      responses: placed.map(({ content, model }) => ({ content, ...(model === null ? {} : { model }) })),
    },
    id: idOf(row.id),
    meta: freeFields(row, 'id', 'prompt', 'answers'),
    annotations: [
      { annotator: '', answer: { ranks: dense(placed.map(({ rank }) => (rises ? best + 1 - rank : rank))) } },
    ],
  }
}

/** hh-style transcripts in Nectar: one human turn. */
function promptOf(prompt: unknown): unknown {
  const given = structuredIn(prompt)
  if (typeof given !== 'string') return given
  const transcript = given.trim()
  if (!transcript.startsWith('Human:') || !transcript.endsWith('Assistant:')) return given
  const question = transcript.slice('Human:'.length, -'Assistant:'.length).trim()
  return /\n\n(Human|Assistant):/.test(question) ? given : question
}

/** Our full rankings: every annotator's places. */
export const rankings: Mirror = {
  label: 'Concord full rankings',
  description: 'One prompt a line with its responses and the ranking of every annotator, as “Full rankings” writes it.',
  taskTypes: ['ranking'],
  detect: ({ row }) =>
    row !== null && 'prompt' in row && listIn(row.responses) !== null && listIn(row.rankings) !== null,
  read: (source) => mirroredRows(source, { task: ([{ value }]) => taskOfRankings(value) }),
}

function taskOfRankings(row: Row): MirroredContent {
  const prompt = promptSchema.safeParse(structuredIn(row.prompt))
  if (!prompt.success) throw refused('prompt', 'Give the prompt as text or turns.')
  const responses = (listIn(row.responses) ?? []).map((given) => {
    const one = recordIn(given)
    if (one === null) throw refused('responses', 'Give each response as { "content", "model" }.')
    return { content: structuredIn(one.content), ...(textIn(one.model) === null ? {} : { model: one.model }) }
  })
  return {
    task: { prompt: prompt.data, responses },
    id: idOf(row.id),
    meta: freeFields(row, 'id', 'prompt', 'responses', 'rankings'),
    annotations: (listIn(row.rankings) ?? []).map(rankingIn),
  }
}

function rankingIn(given: unknown): MirroredAnnotation {
  const one = recordIn(given)
  const ranks = one === null ? null : listIn(one.ranks)
  if (one === null || ranks === null) throw refused('rankings', 'Give each ranking as { "annotator", "ranks" }.')
  return {
    annotator: textIn(one.annotator) ?? '',
    answer: { ranks },
    createdAt: dateIn(one.created_at),
    order: (listIn(one.shown_order) ?? []).filter((place) => typeof place === 'number'),
  }
}

/** 1 3 3 7 → 1 2 2 3. */
function dense(ranks: readonly number[]): number[] {
  const places = [...new Set(ranks)].toSorted((a, b) => a - b)
  return ranks.map((rank) => places.indexOf(rank) + 1)
}

function compared(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}
