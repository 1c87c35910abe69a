import type { Message } from '../conversation/message'
import { leftOut, onlyAnswers, type PairFormat, rows, severalTurns, withAbout } from './preference-pair'

const file = 'llama-factory.jsonl'

/** `dataset_info.json`, by which LLaMA-Factory finds the columns. */
const datasetInfo = {
  concord_preference: {
    file_name: file,
    formatting: 'sharegpt',
    ranking: true,
    columns: { messages: 'conversations', chosen: 'chosen', rejected: 'rejected' },
  },
}

const tagOf = { system: 'system', user: 'human', assistant: 'gpt', tool: 'observation' } as const satisfies Record<
  Message['role'],
  string
>

/** LLaMA-Factory's sharegpt preference. It skips rows in which user and assistant do not take turns, so these are counted here. */
export const llamaFactory: PairFormat = {
  file,
  label: 'LLaMA-Factory (JSONL with dataset_info.json)',
  description:
    'Conversations, chosen and rejected in LLaMA-Factory’s sharegpt layout; the dataset is called concord_preference. Chats in which user and assistant do not take turns, and ties, are left out and counted.',
  write: (pair) => {
    const answers = onlyAnswers(pair)
    if (answers === null) return severalTurns
    if (!takesTurns(pair.prompt)) return leftOut('user and assistant do not take turns in the prompt')
    return rows(
      withAbout(pair, {
        conversations: pair.prompt.map(tagged),
        chosen: tagged(answers.chosen),
        rejected: tagged(answers.rejected),
      }),
    )
  },
  beside: [{ file: 'dataset_info.json', data: `${JSON.stringify(datasetInfo, null, 2)}\n` }],
}

function tagged({ role, content }: Message) {
  return { from: tagOf[role], value: content }
}

/** After one system turn at most: user (or tool), assistant, user …, the user last. */
function takesTurns(prompt: readonly Message[]): boolean {
  const turns = prompt[0]?.role === 'system' ? prompt.slice(1) : prompt
  if (turns.length % 2 === 0) return false
  return turns.every(({ role }, index) => (index % 2 === 0 ? role === 'user' || role === 'tool' : role === 'assistant'))
}
