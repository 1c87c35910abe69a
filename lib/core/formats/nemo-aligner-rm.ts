import type { Message } from '../conversation/message'
import { leftOut, type PairFormat, rows } from './preference-pair'

const speakers = { user: 'User', assistant: 'Assistant', system: null, tool: null } as const satisfies Record<
  Message['role'],
  string | null
>

/** NeMo-Aligner's reward model reads lines in twos: the better conversation, then the worse. */
export const nemoAlignerRm: PairFormat = {
  file: 'nemo-aligner-rm.jsonl',
  exact: true,
  linesAPair: 2,
  columns: [{ name: 'text', type: 'string', about: 'a whole conversation; the better of two comes first' }],
  label: 'NeMo-Aligner reward model',
  description:
    'Whole conversations as text, two lines a pair, the better first: the lines must not be shuffled, sorted or filtered one by one. It has no place for system turns, ids, margins and counts.',
  write: ({ prompt, chosen, rejected }) => {
    if ([...prompt, ...chosen, ...rejected].some(({ role }) => speakers[role] === null))
      return leftOut('a conversation as text has no system and tool turns')
    return rows({ text: conversation([...prompt, ...chosen]) }, { text: conversation([...prompt, ...rejected]) })
  },
}

function conversation(turns: readonly Message[]): string {
  return turns.map(({ role, content }) => `${speakers[role]}: ${content}`).join('\n\n')
}
