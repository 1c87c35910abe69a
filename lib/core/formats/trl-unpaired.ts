import { type PairFormat, rows, withAbout } from './preference-pair'

/** TRL's unpaired preference type from pairs: the chosen response is true, the rejected false. */
export const trlUnpaired: PairFormat = {
  file: 'unpaired.jsonl',
  label: 'TRL unpaired (JSONL)',
  description: 'Prompt, completion and a label true or false, two rows a pair, for KTO. Ties are left out and counted.',
  write: (pair) =>
    rows(
      withAbout(pair, { prompt: pair.prompt, completion: pair.chosen, label: true }),
      withAbout(pair, { prompt: pair.prompt, completion: pair.rejected, label: false }),
    ),
}
