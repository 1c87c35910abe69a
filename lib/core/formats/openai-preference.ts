import type { Message } from '../conversation/message'
import { AppError } from '../errors'
import { turnsType } from '../export/task-columns'
import { isRecord } from '../long-table/row'
import { messagesOf } from './messages'
import { leftOut, type PairFormat, type PreferencePair, rows } from './preference-pair'

/** OpenAI's preference fine-tuning takes these keys and no others. */
export const openAiPreference: PairFormat = {
  file: 'openai-preference.jsonl',
  exact: true,
  columns: [
    {
      name: 'input',
      type: {
        struct: [
          { name: 'messages', type: turnsType, about: 'the prompt' },
          { name: 'tools', type: { list: 'json' }, about: 'none' },
          { name: 'parallel_tool_calls', type: 'boolean', about: 'the default' },
        ],
      },
      about: 'the prompt as the API takes it',
    },
    { name: 'preferred_output', type: turnsType, about: 'the better response' },
    { name: 'non_preferred_output', type: turnsType, about: 'the worse response' },
  ],
  label: 'OpenAI preference fine-tuning',
  description:
    'Input, preferred and non-preferred output, for OpenAI, Azure and those who take their format. It has no place for ids, margins, counts and ties; the prompt must end with the user.',
  write: ({ prompt, chosen, rejected }) => {
    if (prompt.at(-1)?.role !== 'user') return leftOut('the prompt does not end with the user')
    if (![...chosen, ...rejected].every(isOutput)) return leftOut('a response holds turns of others than the assistant')
    return rows({
      input: { messages: prompt, tools: [], parallel_tool_calls: true },
      preferred_output: chosen,
      non_preferred_output: rejected,
    })
  },
}

function isOutput({ role }: Message): boolean {
  return role === 'assistant' || role === 'tool'
}

/** @throws AppError `bad-input` */
export function readOpenAiPreference(row: Record<string, unknown>): PreferencePair {
  const { input, preferred_output, non_preferred_output, ...about } = row
  if (!isRecord(input))
    throw new AppError('bad-input', 'field “input”: give an object with messages.', { detail: { field: 'input' } })
  return {
    prompt: messagesOf(input.messages, 'input.messages'),
    chosen: messagesOf(preferred_output, 'preferred_output'),
    rejected: messagesOf(non_preferred_output, 'non_preferred_output'),
    about,
  }
}
