import { sameTurns } from '../conversation/conversation'
import type { Message } from '../conversation/message'
import { AppError } from '../errors'
import { turnsType } from '../export/task-columns'
import { isRecord } from '../long-table/row'
import { messagesOf } from './messages'
import { onlyAnswers, type PairFormat, type PreferencePair, rows, severalTurns, withAbout } from './preference-pair'

/** TRL's preference type with an explicit prompt; chosen and rejected hold the completion turns only. */
export const trlPreference: PairFormat = {
  file: 'preference.jsonl',
  columns: [
    { name: 'prompt', type: turnsType, about: 'what both responses answer' },
    { name: 'chosen', type: turnsType, about: 'the turns of the better response' },
    { name: 'rejected', type: turnsType, about: 'the turns of the worse response' },
  ],
  label: 'TRL preference',
  description:
    'Prompt, chosen and rejected as chats, one pair a line, for DPO and reward models. Ties make no pair and are counted.',
  write: (pair) => {
    const { prompt, chosen, rejected } = pair
    return rows(withAbout(pair, { ...(prompt.length === 0 ? {} : { prompt }), chosen, rejected }))
  },
}

/** TRL's preference type with an implicit prompt: whole conversations, what RewardTrainer recommends. */
export const trlImplicit: PairFormat = {
  file: 'reward.jsonl',
  columns: [
    { name: 'chosen', type: turnsType, about: 'the whole conversation with the better response' },
    { name: 'rejected', type: turnsType, about: 'the whole conversation with the worse response' },
  ],
  label: 'TRL reward model pairs',
  description:
    'Chosen and rejected as whole chats with the prompt inside and a margin, for RewardTrainer. Ties make no pair and are counted.',
  write: (pair) =>
    rows(withAbout(pair, { chosen: [...pair.prompt, ...pair.chosen], rejected: [...pair.prompt, ...pair.rejected] })),
}

/** TRL's standard format: three texts, the trainer joins prompt and completion as they stand. */
export const trlPlain: PairFormat = {
  file: 'preference-text.jsonl',
  columns: [
    { name: 'prompt', type: 'string', about: 'the question' },
    { name: 'chosen', type: 'string', about: 'the better answer, with the blank that joins it' },
    { name: 'rejected', type: 'string', about: 'the worse answer, with the blank that joins it' },
  ],
  label: 'TRL preference, plain text',
  description:
    'Prompt, chosen and rejected as texts, for models without a chat template. A space joins the answer to its prompt. Holds one question and one answer: longer chats are left out and counted.',
  write: (pair) => {
    const [question, ...others] = pair.prompt
    const answers = onlyAnswers(pair)
    if (answers === null || question?.role !== 'user' || others.length > 0) return severalTurns
    const joint = /\s$/.test(question.content) ? '' : ' '
    const { chosen, rejected } = answers
    return rows(
      withAbout(pair, {
        prompt: question.content,
        chosen: joint + chosen.content,
        rejected: joint + rejected.content,
      }),
    )
  },
}

/** A pair of texts without a prompt: where a prompt ends and an answer begins, nobody can tell. */
export interface TextPair {
  chosen: string
  rejected: string
  margin?: number | null | undefined
  about: PreferencePair['about']
}

/**
 * A row of TRL's preference type: with or without `prompt`, chats or texts. Chats without a prompt are cut after the turns that both
 * share before the last answer; texts without a prompt stay whole. @throws AppError `bad-input`
 */
export function readTrlPreference(row: Record<string, unknown>): PreferencePair | TextPair {
  const { prompt, chosen, rejected, margin: _, ...about } = row
  const beside = { about, ...marginOf(row) }
  if (typeof chosen === 'string' && typeof rejected === 'string') {
    if (prompt === undefined || prompt === null) return { chosen, rejected, ...beside }
    return { prompt: asPrompt(prompt), chosen: answer(chosen), rejected: answer(rejected), ...beside }
  }
  const sides = { chosen: asResponse(chosen, 'chosen'), rejected: asResponse(rejected, 'rejected') }
  return { ...splitChats(prompt, sides.chosen, sides.rejected), ...beside }
}

/**
 * Many data sets repeat the prompt inside the chats, or keep it beside them as a bare text. As TRL does, a prompt counts as explicit only
 * where the chats go on from it.
 */
function splitChats(prompt: unknown, chosen: Message[], rejected: Message[]) {
  const isList = Array.isArray(prompt)
  if (prompt === undefined || prompt === null || (isList && prompt.length === 0))
    return cutAfterShared(chosen, rejected)
  const explicit = asPrompt(prompt)
  const whole = [chosen, rejected].every(
    (turns) => turns.length > explicit.length && sameTurns(turns.slice(0, explicit.length), explicit),
  )
  if (whole) {
    return { prompt: explicit, chosen: chosen.slice(explicit.length), rejected: rejected.slice(explicit.length) }
  }
  const goesOn = isList || (chosen[0]?.role === 'assistant' && rejected[0]?.role === 'assistant')
  return goesOn ? { prompt: explicit, chosen, rejected } : cutAfterShared(chosen, rejected)
}

export function isTextPair(pair: PreferencePair | TextPair): pair is TextPair {
  return typeof pair.chosen === 'string'
}

/** `margin` where the row has one; null where it says so. */
export function marginOf(row: Record<string, unknown>): { margin?: number | null } {
  const { margin } = row
  if (margin === undefined) return {}
  if (margin === null || (typeof margin === 'number' && Number.isFinite(margin))) return { margin }
  throw new AppError('bad-input', 'field “margin”: give a number, or leave it out.', { detail: { field: 'margin' } })
}

/** The turns both share are the prompt, but never the last of either: each side keeps an answer. */
export function cutAfterShared(chosen: Message[], rejected: Message[]) {
  const most = Math.min(chosen.length, rejected.length) - 1
  let shared = 0
  while (shared < most && sameTurns(chosen.slice(shared, shared + 1), rejected.slice(shared, shared + 1))) shared++
  return { prompt: chosen.slice(0, shared), chosen: chosen.slice(shared), rejected: rejected.slice(shared) }
}

function asPrompt(prompt: unknown): Message[] {
  return typeof prompt === 'string' ? [{ role: 'user', content: prompt }] : messagesOf(prompt, 'prompt')
}

function asResponse(value: unknown, field: string): Message[] {
  if (isRecord(value)) return messagesOf([value], field)
  if (typeof value === 'string')
    throw new AppError('bad-input', `field “${field}”: one side is a text and the other a chat; write both alike.`, {
      detail: { field },
    })
  return messagesOf(value, field)
}

function answer(content: string): Message[] {
  return [{ role: 'assistant', content }]
}
