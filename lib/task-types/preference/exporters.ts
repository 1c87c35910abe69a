import type { Exporter } from '@/lib/core/export/contract'
import { pairExporters } from '@/lib/core/export/pair-exporters'
import { turnsType } from '@/lib/core/export/task-columns'
import { rawAnnotations } from '@/lib/task-types/raw-annotations'
import { arena } from './exporters/arena'
import { decidedPairs, pairColumns } from './exporters/decided-pairs'
import { helpSteer } from './exporters/help-steer'
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
    pairs: decidedPairs,
    columns: pairColumns,
    how: 'The verdict of the method chosen decides; split votes are left out and counted.',
  }),
  'trl-unpaired': unpaired,
  helpsteer: helpSteer,
  arena,
  raw: rawAnnotations({
    columns: [
      { name: 'prompt', type: turnsType, about: 'what both responses answer' },
      { name: 'responses', type: responsesType, about: 'in the order of the import line' },
    ],
    shown: ({ prompt, responses }) => ({ prompt, responses }),
    fields: [
      { name: 'choice', type: 'string', about: 'a, b, tie or both-bad' },
      { name: 'strength', type: 'int', about: '1 slightly, 2 clearly, 3 far better' },
      { name: 'rationale', type: 'string', about: 'why, in the annotator’s words' },
      { name: 'aspects', type: 'json', about: 'a, b or tie by aspect' },
    ],
    fieldsOf: ({ choice, strength = null, rationale = null, aspects = null }) => ({
      choice,
      strength,
      rationale,
      aspects,
    }),
  }),
}
