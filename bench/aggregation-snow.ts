/**
 * Accuracy by number of annotators on the crowd labels of Snow et al. 2008. From the repository's root:
 *   npx esbuild bench/aggregation-snow.ts --bundle --platform=node --format=esm --alias:@=. --outfile=.concord/build/bench-aggregation-snow.mjs
 *   node .concord/build/bench-aggregation-snow.mjs
 * Prints the tables of docs/researchers/snow-2008.md.
 */
import { readFileSync } from 'node:fs'
import { adaptiveOverlap } from '@/lib/core/aggregation/adaptive-overlap'
import { dawidSkene } from '@/lib/core/aggregation/dawid-skene'
import { goldAccuracy } from '@/lib/core/aggregation/gold-accuracy'
import { mace } from '@/lib/core/aggregation/mace'
import { majority } from '@/lib/core/aggregation/majority'
import { type CrowdLabels, crowdLabels, snowFile } from '@/lib/core/aggregation/snow-2008.fixture'
import { accuracyByVotes } from '@/lib/core/aggregation/votes-needed'

const MOST = 10
const percent = (share: number | null): string => (share === null ? '–' : `${(100 * share).toFixed(2)} %`)

function methodRow(name: string, aggregate: (labels: CrowdLabels) => ReturnType<typeof goldAccuracy>): string {
  const cells = tasks.map((labels) => {
    const { value, ci, ties } = aggregate(labels)
    return `${percent(value)} (${percent(ci?.[0] ?? null)} to ${percent(ci?.[1] ?? null)}; ${ties} ties)`
  })
  return `| ${name} | ${cells.join(' | ')} |`
}

function adaptiveRow(target: number): string {
  const cells = tasks.map(({ units, gold }) => {
    const { items, asked, available } = adaptiveOverlap(units, { target, least: 3, most: MOST })
    const saved = percent(1 - asked / available)
    return `${(asked / units.length).toFixed(2)} an item (${saved} fewer), ${percent(goldAccuracy(items, gold).value)} right`
  })
  return `| ${target} | ${cells.join(' | ')} |`
}

const tasks = (['rte', 'temp'] as const).map((task) => crowdLabels(readFileSync(snowFile(task), 'utf8')))
const lines = [
  '| annotators | textual entailment | event order |',
  '|---|---|---|',
  ...Array.from({ length: MOST }, (_, i) => {
    const cells = tasks.map(({ units, gold }) => percent(accuracyByVotes(units, gold, i + 1)))
    return `| ${i + 1} | ${cells.join(' | ')} |`
  }),
  '',
  '| all ten | textual entailment | event order |',
  '|---|---|---|',
  methodRow('majority', ({ units, gold }) => goldAccuracy(majority(units).items, gold)),
  methodRow('Dawid–Skene', ({ units, gold }) => goldAccuracy(dawidSkene(units).items, gold)),
  methodRow('MACE', ({ units, gold }) => goldAccuracy(mace(units).items, gold)),
  '',
  '| asked until | textual entailment | event order |',
  '|---|---|---|',
  ...[0.9, 0.95, 0.99, 0.999].map(adaptiveRow),
]
process.stdout.write(`${lines.join('\n')}\n`)
