import { turnsType, turnType } from '../export/task-columns'
import { onlyAnswers, type PairFormat, rows, severalTurns, withAbout } from './preference-pair'

/** NeMo-Aligner's DPO and RPO rows with message lists. */
export const nemoAligner: PairFormat = {
  file: 'nemo-aligner.jsonl',
  columns: [
    { name: 'prompt', type: turnsType, about: 'what both responses answer' },
    { name: 'chosen_response', type: turnType, about: 'the better answer' },
    { name: 'rejected_response', type: turnType, about: 'the worse answer' },
  ],
  label: 'NeMo-Aligner DPO',
  description:
    'Prompt, chosen_response and rejected_response as messages, for NeMo-Aligner. Responses of several turns and ties are left out and counted.',
  write: (pair) => {
    const answers = onlyAnswers(pair)
    if (answers === null) return severalTurns
    const { chosen, rejected } = answers
    return rows(withAbout(pair, { prompt: pair.prompt, chosen_response: chosen, rejected_response: rejected }))
  },
}
