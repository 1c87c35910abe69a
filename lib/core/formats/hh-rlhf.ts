import type { Message } from '../conversation/message'
import { AppError } from '../errors'
import { leftOut, type PairFormat, type PreferencePair, rows } from './preference-pair'
import { cutAfterShared, marginOf } from './trl-preference'

/** Whole transcripts as one text each, in the layout of Anthropic's hh-rlhf. */
export const hhRlhf: PairFormat = {
  file: 'hh-rlhf.jsonl',
  exact: true,
  columns: [
    { name: 'chosen', type: 'string', about: 'the transcript with the better response' },
    { name: 'rejected', type: 'string', about: 'the transcript with the worse response' },
  ],
  label: 'hh-rlhf transcripts',
  description:
    'Chosen and rejected as transcripts of Human and Assistant, in the layout of Anthropic’s hh-rlhf. It has no place for system turns, ids, margins and counts; texts that hold a turn marker are left out and counted.',
  write: ({ prompt, chosen, rejected }) => {
    if (prompt[0]?.role !== 'user') return leftOut('a transcript must begin with the user')
    const turns = [...prompt, ...chosen, ...rejected]
    if (turns.some(({ role }) => speakers[role] === null)) return leftOut('a transcript has no system and tool turns')
    if (turns.some(({ content }) => marker.test(content))) return leftOut('a text holds a turn marker')
    return rows({ chosen: transcript([...prompt, ...chosen]), rejected: transcript([...prompt, ...rejected]) })
  },
}

const speakers = { user: 'Human', assistant: 'Assistant', system: null, tool: null } as const satisfies Record<
  Message['role'],
  string | null
>

/** With or without its blank: readers differ. */
const marker = /\n\n(Human|Assistant):/

/** A row of hh-rlhf as a pair: the turns both share before the last answer are the prompt. @throws AppError `bad-input` */
export function readHhRlhf(row: Record<string, unknown>): PreferencePair {
  const { chosen, rejected, margin: _, ...about } = row
  const cut = cutAfterShared(turnsOf(chosen, 'chosen'), turnsOf(rejected, 'rejected'))
  return { ...cut, about, ...marginOf(row) }
}

function transcript(turns: readonly Message[]): string {
  return turns.map(({ role, content }) => `\n\n${speakers[role]}: ${content}`).join('')
}

function turnsOf(text: unknown, field: string): Message[] {
  const refuse = (problem: string) => new AppError('bad-input', `field “${field}”: ${problem}`, { detail: { field } })
  if (typeof text !== 'string') throw refuse('give the transcript as text.')
  const [before, ...parts] = text.split(/\n\n(Human|Assistant): ?/)
  if (before?.trim() !== '' || parts.length === 0) throw refuse('the transcript does not begin with “\\n\\nHuman: ”.')
  const turns: Message[] = []
  for (let at = 0; at < parts.length; at += 2) {
    turns.push({ role: parts[at] === 'Human' ? 'user' : 'assistant', content: parts[at + 1] ?? '' })
  }
  if (turns.at(-1)?.role !== 'assistant') throw refuse('the transcript does not end with the assistant.')
  return turns
}
