import { turnsType } from '../export/task-columns'
import { type PairFormat, rows, withAbout } from './preference-pair'

/** Read with `--data.prompt_key prompt --data.chosen_key chosen --data.rejected_key rejected --data.apply_chat_template`. */
export const openRlhf: PairFormat = {
  file: 'openrlhf.jsonl',
  columns: [
    { name: 'prompt', type: turnsType, about: 'what both responses answer' },
    { name: 'chosen', type: turnsType, about: 'the turns of the better response' },
    { name: 'rejected', type: turnsType, about: 'the turns of the worse response' },
  ],
  label: 'OpenRLHF',
  description:
    'Prompt, chosen and rejected as chats and a margin, for OpenRLHF with --data.prompt_key prompt --data.apply_chat_template. Ties make no pair and are counted.',
  write: (pair) =>
    rows(
      withAbout(
        { ...pair, margin: pair.margin ?? null },
        {
          prompt: pair.prompt,
          chosen: pair.chosen,
          rejected: pair.rejected,
        },
      ),
    ),
}
