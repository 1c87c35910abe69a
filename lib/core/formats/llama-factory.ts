import type { Message } from '../conversation/message'
import type { Column } from '../export/contract'
import { leftOut, onlyAnswers, type PairFormat, rows, severalTurns, withAbout } from './preference-pair'

const taggedType: Column['type'] = {
  struct: [
    { name: 'from', type: 'string', about: 'system, human, gpt or observation' },
    { name: 'value', type: 'string', about: 'the text of the turn' },
  ],
}

/** `dataset_info.json`, by which LLaMA-Factory finds the columns; several files are several data sets to name together. */
function datasetInfo(rowFiles: readonly string[]) {
  const entries = rowFiles.map((file_name, index) => [
    rowFiles.length === 1 ? 'concord_preference' : `concord_preference_${index + 1}`,
    {
      file_name,
      formatting: 'sharegpt',
      ranking: true,
      columns: { messages: 'conversations', chosen: 'chosen', rejected: 'rejected' },
    },
  ])
  return Object.fromEntries(entries)
}

const tagOf = { system: 'system', user: 'human', assistant: 'gpt', tool: 'observation' } as const satisfies Record<
  Message['role'],
  string
>

/** LLaMA-Factory's sharegpt preference. It skips rows in which user and assistant do not take turns, so these are counted here. */
export const llamaFactory: PairFormat = {
  file: 'llama-factory.jsonl',
  columns: [
    { name: 'conversations', type: { list: taggedType }, about: 'the prompt' },
    { name: 'chosen', type: taggedType, about: 'the better answer' },
    { name: 'rejected', type: taggedType, about: 'the worse answer' },
  ],
  label: 'LLaMA-Factory',
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
  beside: (rowFiles) => [{ file: 'dataset_info.json', data: `${JSON.stringify(datasetInfo(rowFiles), null, 2)}\n` }],
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
