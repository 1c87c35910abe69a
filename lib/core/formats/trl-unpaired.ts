import { turnsType } from '../export/task-columns'
import { type PairFormat, rows, withAbout } from './preference-pair'

/** TRL's unpaired preference type from pairs: the chosen response is true, the rejected false. */
export const trlUnpaired: PairFormat = {
  file: 'unpaired.jsonl',
  columns: [
    { name: 'prompt', type: turnsType, about: 'what the response answers' },
    { name: 'completion', type: turnsType, about: 'the response' },
    { name: 'label', type: 'boolean', about: 'whether it is a good one' },
  ],
  label: 'TRL unpaired',
  description: 'Prompt, completion and a label true or false, two rows a pair, for KTO. Ties are left out and counted.',
  write: (pair) =>
    rows(
      withAbout(pair, { prompt: pair.prompt, completion: pair.chosen, label: true }),
      withAbout(pair, { prompt: pair.prompt, completion: pair.rejected, label: false }),
    ),
}
