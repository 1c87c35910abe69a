import { z } from 'zod'
import { allFigures, alphaAs, type LongTable } from '@/lib/core/long-table/long-table'
import { choices, configSchema } from './schema'

const vote = z.object({ choice: z.enum(choices), strength: z.number().optional() })

export const longTable: LongTable = {
  columns: ['shown_first', 'strength'],
  row: (answer, config, order) => {
    const { choice, strength = 1 } = vote.parse(answer)
    const decisive = choice === 'a' || choice === 'b'
    const asked = configSchema.parse(config).strength
    return { value: choice, shown_first: ['a', 'b'][order[0] ?? -1], strength: asked && decisive ? strength : null }
  },
  runs: (config) => {
    const parsed = configSchema.parse(config)
    const type = ['--type', 'preference']
    return [
      { ...allFigures(type), declares: true },
      alphaAs('krippendorff-alpha-decisive', [...type, '--both-bad', 'drop', '--ties', 'drop']),
      alphaAs('krippendorff-alpha-ordered', [...type, '--level', 'ordinal']),
      ...(parsed.strength ? [alphaAs('krippendorff-alpha-strength', [...type, '--scale', 'strength'])] : []),
    ]
  },
  distance: () => null,
}
