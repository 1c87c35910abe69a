import { turnsType, turnType } from '../export/task-columns'
import { onlyAnswers, type PairFormat, rows, severalTurns, withAbout } from './preference-pair'

/** Axolotl's `type: chat_template.default` for `rl: dpo`. */
export const axolotlChat: PairFormat = {
  file: 'axolotl.jsonl',
  columns: [
    { name: 'messages', type: turnsType, about: 'the prompt' },
    { name: 'chosen', type: turnType, about: 'the better answer' },
    { name: 'rejected', type: turnType, about: 'the worse answer' },
  ],
  label: 'Axolotl chat template',
  description:
    'Messages, chosen and rejected for Axolotl with rl: dpo and type: chat_template.default. Responses of several turns and ties are left out and counted.',
  write: (pair) => {
    const answers = onlyAnswers(pair)
    return answers === null ? severalTurns : rows(withAbout(pair, { messages: pair.prompt, ...answers }))
  },
}
