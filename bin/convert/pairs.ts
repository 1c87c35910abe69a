import { readRows } from '@/bin/read-rows'
import { pairFormats } from '@/lib/core/formats/pair-formats'
import { isPair, leftOut, type PairFormat, type PairRows, rows, withAbout } from '@/lib/core/formats/preference-pair'
import { isTextPair, type TextPair } from '@/lib/core/formats/trl-preference'
import { trlUnpaired } from '@/lib/core/formats/trl-unpaired'
import type { Row } from '@/lib/core/long-table/row'
import { atLine, type PairSource, pairSources } from './pair-sources'
import type { Conversion } from './settings'

const formats: Readonly<Record<string, PairFormat>> = { ...pairFormats, 'trl-unpaired': trlUnpaired }

export const pairSourceNames = Object.keys(pairSources)
export const pairTargetNames = [...Object.keys(formats), 'arena']

/** The file that rows go to, and what must lie beside it. */
export function pairFiles(to: string): { file: string; beside: { file: string; data: string }[] } {
  const format = formats[to]
  const file = format?.file ?? 'battles.jsonl'
  return { file, beside: format?.beside?.([file]) ?? [] }
}

/** The rows of the target, in the order of the lines. */
export async function* convertPairs(conversion: Conversion): AsyncIterable<Record<string, unknown>> {
  const source = pairSources[conversion.from]
  if (!source) throw new Error(`no pairs in ${conversion.from}`)
  for await (const row of readRows(conversion.file)) {
    try {
      const { rows: written, leftOut: why } = converted(row, source, conversion)
      if (written === null) conversion.tally.count(why)
      else yield* written
    } catch (error) {
      throw atLine(row, error)
    }
  }
}

function converted(row: Row, source: PairSource, conversion: Conversion): PairRows {
  const format = formats[conversion.to]
  if (!format) {
    const battle = source.battle(row, conversion)
    if (typeof battle === 'string') return leftOut(battle)
    if (typeof battle.model_a !== 'string' || typeof battle.model_b !== 'string')
      conversion.tally.count('battles without the names of both models')
    return rows(battle)
  }
  const pair = source.pair(row, conversion)
  if (typeof pair === 'string') return leftOut(pair)
  if (isTextPair(pair)) return pair.chosen === pair.rejected ? identical : textRows(pair, conversion)
  if (!isPair(pair)) return identical
  if (pair.prompt.length === 0) conversion.tally.count('pairs that share no turn: written without a prompt')
  return format.write(pair)
}

const identical = leftOut('identical responses')

/** Two whole texts: only some formats have a place for them. */
function textRows(pair: TextPair, { to, tally }: Conversion): PairRows {
  const { chosen, rejected, ...others } = pair
  const about = { ...others, prompt: [], chosen: [], rejected: [] }
  if (to === 'trl-preference')
    tally.count('pairs of texts without a prompt: kept whole, since nobody can tell where the prompt ends')
  if (to === 'trl-preference' || to === 'trl-reward' || to === 'openrlhf') {
    return rows(withAbout(about, { chosen, rejected }))
  }
  if (to === 'hh-rlhf' && [chosen, rejected].every((text) => text.startsWith('\n\nHuman:')))
    return rows({ chosen, rejected })
  if (to !== 'trl-unpaired') return leftOut('texts without a prompt')
  tally.count('pairs of texts without a prompt: the prompt is empty')
  return rows(
    withAbout(about, { prompt: '', completion: chosen, label: true }),
    withAbout(about, { prompt: '', completion: rejected, label: false }),
  )
}
