import { pairExporters } from '@/lib/core/export/pair-exporters'
import type { Exporter } from '@/lib/core/task-type'
import { rawAnnotations } from '@/lib/task-types/raw-annotations'
import { arena } from './exporters/arena'
import { decidedPairs } from './exporters/decided-pairs'
import { helpSteer } from './exporters/help-steer'
import { unpaired } from './exporters/unpaired'
import type { Answer, Config, Payload } from './schema'

export const exporters: Record<string, Exporter<Payload, Answer, Config>> = {
  ...pairExporters(
    decidedPairs,
    'Of the votes for a or b more than half decide; split votes are left out and counted too.',
  ),
  'trl-unpaired': unpaired,
  helpsteer: helpSteer,
  arena,
  raw: rawAnnotations((payload) => ({ prompt: payload.prompt, responses: payload.responses })),
}
