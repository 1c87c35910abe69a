import type { Column } from '../export/contract'
import { turnsType } from '../export/task-columns'
import { type PairFormat, rows, withAbout } from './preference-pair'

const completionColumns: Column[] = [
  { name: 'rank', type: 'int', about: '0 the better response, 1 the worse' },
  { name: 'completion', type: turnsType, about: 'its turns' },
]

/** NeMo-RL's preference data sets: a context and completions with ranks, the lower the better. */
export const nemoRl: PairFormat = {
  file: 'nemo-rl.jsonl',
  columns: [
    { name: 'context', type: turnsType, about: 'what both responses answer' },
    { name: 'completions', type: { list: { struct: completionColumns } }, about: 'the better one first' },
  ],
  label: 'NeMo-RL preference',
  description:
    'Context and two completions with rank 0 (better) and 1, for reward models and DPO in NeMo-RL. Its loss reads no margin; ties make no pair and are counted.',
  write: (pair) => {
    const completions = [
      { rank: 0, completion: pair.chosen },
      { rank: 1, completion: pair.rejected },
    ]
    return rows(withAbout(pair, { context: pair.prompt, completions }))
  },
}
