import { onlyAnswers, type PairFormat, rows, severalTurns, withAbout } from './preference-pair'

/** Axolotl's `type: chat_template.default` for `rl: dpo`. */
export const axolotlChat: PairFormat = {
  file: 'axolotl.jsonl',
  label: 'Axolotl chat template (JSONL)',
  description:
    'Messages, chosen and rejected for Axolotl with rl: dpo and type: chat_template.default. Responses of several turns and ties are left out and counted.',
  write: (pair) => {
    const answers = onlyAnswers(pair)
    return answers === null ? severalTurns : rows(withAbout(pair, { messages: pair.prompt, ...answers }))
  },
}
