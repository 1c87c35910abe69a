import type { Exporter } from '@/lib/core/export/contract'
import { pairExporters } from '@/lib/core/export/pair-exporters'
import { turnsType } from '@/lib/core/export/task-columns'
import { rawAnnotations } from '@/lib/task-types/raw-annotations'
import { arena } from './exporters/arena'
import { fullRankings } from './exporters/full-rankings'
import { impliedPairs, pairColumns } from './exporters/implied-pairs'
import { axolotlNectar, nectar } from './exporters/nectar'
import { unpaired } from './exporters/unpaired'
import type { Answer, Config, Payload } from './schema'

const responsesType = {
  list: {
    struct: [
      { name: 'model', type: 'string' as const, about: 'who wrote it' },
      { name: 'content', type: turnsType, about: 'its turns' },
    ],
  },
}

export const exporters: Record<string, Exporter<Payload, Answer, Config>> = {
  ...pairExporters<Payload, Answer, Config>({
    pairs: impliedPairs,
    columns: pairColumns,
    how: 'Every pair that the common order implies; pairs of one ranking share ranking_id, so split train and test by it. Tied responses make no pair.',
  }),
  'trl-unpaired': unpaired,
  rankings: fullRankings,
  nectar,
  'axolotl-nectar': axolotlNectar,
  arena,
  raw: rawAnnotations({
    columns: [
      { name: 'prompt', type: turnsType, about: 'what the responses answer' },
      { name: 'responses', type: responsesType, about: 'in the order of the import line' },
    ],
    shown: ({ prompt, responses }) => ({ prompt, responses }),
    fields: [{ name: 'ranks', type: { list: 'int' }, about: 'by response, 1 best, equal = tied' }],
    fieldsOf: ({ ranks }) => ({ ranks }),
  }),
}
