import { onlyAnswers, type PairFormat, rows, severalTurns, withAbout } from './preference-pair'

/** NeMo-Aligner's DPO and RPO rows with message lists. */
export const nemoAligner: PairFormat = {
  file: 'nemo-aligner.jsonl',
  label: 'NeMo-Aligner DPO (JSONL)',
  description:
    'Prompt, chosen_response and rejected_response as messages, for NeMo-Aligner. Responses of several turns and ties are left out and counted.',
  write: (pair) => {
    const answers = onlyAnswers(pair)
    if (answers === null) return severalTurns
    const { chosen, rejected } = answers
    return rows(withAbout(pair, { prompt: pair.prompt, chosen_response: chosen, rejected_response: rejected }))
  },
}
