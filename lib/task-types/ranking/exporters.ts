import { pairExporters } from '@/lib/core/export/pair-exporters'
import type { Exporter } from '@/lib/core/task-type'
import { rawAnnotations } from '@/lib/task-types/raw-annotations'
import { arena } from './exporters/arena'
import { fullRankings } from './exporters/full-rankings'
import { impliedPairs } from './exporters/implied-pairs'
import { axolotlNectar, nectar } from './exporters/nectar'
import { unpaired } from './exporters/unpaired'
import type { Answer, Config, Payload } from './schema'

export const exporters: Record<string, Exporter<Payload, Answer, Config>> = {
  ...pairExporters(
    impliedPairs,
    'Every pair that the mean ranks order; pairs of one ranking share ranking_id, so split train and test by it. Tied responses make no pair.',
  ),
  'trl-unpaired': unpaired,
  rankings: fullRankings,
  nectar,
  'axolotl-nectar': axolotlNectar,
  arena,
  raw: rawAnnotations((payload) => ({ prompt: payload.prompt, responses: payload.responses })),
}
