import type { Message } from '../conversation/message'
import { AppError } from '../errors'
import { isRecord } from '../long-table/row'
import { messagesOf } from './messages'
import type { PreferencePair } from './preference-pair'
import { cutAfterShared } from './trl-preference'

const winners = ['model_a', 'model_b', 'tie', 'tie (bothbad)'] as const
/** Exactly the words that the Arena's own rating code compares with. */
export type Winner = (typeof winners)[number]

export interface Battle {
  questionId: string
  models: [string | null, string | null]
  conversations: [Message[], Message[]] | null
  winner: Winner
  judge: string
  /** ISO 8601, or null where nobody noted it. */
  createdAt: string | null
}

/** A row of LMSYS chatbot_arena_conversations, as far as a project knows it. Labelers never see model names: `anony` is true. */
export function battle({ questionId, models, conversations, winner, judge, createdAt }: Battle) {
  const chats = conversations && {
    conversation_a: conversations[0],
    conversation_b: conversations[1],
    turn: conversations[0].filter(({ role }) => role === 'user').length,
  }
  const who = { question_id: questionId, model_a: models[0], model_b: models[1], winner, judge }
  const tstamp = createdAt === null ? null : Date.parse(createdAt) / 1000
  return Object.assign(who, chats, { anony: true, language: null, tstamp })
}

/** A pair as a battle that its first model won. */
export function battleOfPair(pair: PreferencePair, line: number) {
  const { id, models, ...about } = pair.about
  const named = (side: string) => {
    const name = isRecord(models) ? models[side] : null
    return typeof name === 'string' ? name : null
  }
  return {
    ...battle({
      questionId: id ?? String(line),
      models: [named('chosen'), named('rejected')],
      conversations: [
        [...pair.prompt, ...pair.chosen],
        [...pair.prompt, ...pair.rejected],
      ],
      winner: 'model_a',
      judge: '',
      createdAt: null,
    }),
    ...about,
    ...(pair.margin === undefined ? {} : { margin: pair.margin }),
  }
}

/** The pair that a battle with conversations decided; null for ties. @throws AppError `bad-input` */
export function pairOfBattle(row: Record<string, unknown>): PreferencePair | null {
  const winner = winnerIn(row)
  if (winner === 'tie' || winner === 'tie (bothbad)') return null
  const a = messagesOf(row.conversation_a, 'conversation_a')
  const b = messagesOf(row.conversation_b, 'conversation_b')
  const won = winner === 'model_a'
  const { question_id, model_a, model_b } = row
  return {
    ...(won ? cutAfterShared(a, b) : cutAfterShared(b, a)),
    about: {
      ...(question_id === undefined || question_id === null ? {} : { id: String(question_id) }),
      models: won ? { chosen: model_a, rejected: model_b } : { chosen: model_b, rejected: model_a },
      ...(typeof row.judge === 'string' && row.judge !== '' ? { annotator: row.judge } : {}),
    },
  }
}

export function winnerIn(row: Record<string, unknown>): Winner {
  const winner = winners.find((known) => known === row.winner)
  if (winner) return winner
  throw new AppError('bad-input', `field “winner”: give one of ${winners.join(', ')}.`, { detail: { field: 'winner' } })
}
