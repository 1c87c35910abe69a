import { pairFormats } from '../formats/pair-formats'
import type { PairFormat, PreferencePair } from '../formats/preference-pair'
import type { Column, ExportContext, ExportedTask, Row, TableExporter } from './contract'
import { idColumn } from './task-columns'

interface PairsOf<Payload, Answer, Config> {
  /** The pairs that one task makes; what makes none is counted. */
  pairs(task: ExportedTask<Payload, Answer>, context: ExportContext<Config>): PreferencePair[]
  /** Of `about`, the id left out. */
  columns: Column[]
  /** By which rule a pair is decided; it ends each description. */
  how: string
}

const marginColumn: Column = {
  name: 'margin',
  type: 'double',
  about: 'how much better the chosen response is, 0 or more',
}

/** An exporter for each pair format, over the pairs that a task type makes of its tasks. */
export function pairExporters<Payload, Answer, Config>(
  source: PairsOf<Payload, Answer, Config>,
): Record<string, TableExporter<Payload, Answer, Config>> {
  const byFormat = Object.entries(pairFormats).map(
    ([name, format]: [string, PairFormat]): [string, TableExporter<Payload, Answer, Config>] => [
      name,
      pairExporter(format, source),
    ],
  )
  return { ...Object.fromEntries(byFormat), 'trl-reward-bt': bradleyTerryReward(source) }
}

function pairExporter<Payload, Answer, Config>(
  format: PairFormat,
  { pairs, columns, how }: PairsOf<Payload, Answer, Config>,
): TableExporter<Payload, Answer, Config> {
  const beside = format.beside
  return {
    label: format.label,
    description: `${format.description} ${how}`,
    file: format.file.replace(/\.jsonl$/, ''),
    forms: format.exact === true || beside !== undefined ? ['jsonl'] : ['jsonl', 'parquet', 'csv'],
    ...(format.exact === true ? { ties: 'left-out' as const } : {}),
    ...(format.linesAPair === undefined ? {} : { rowsPerUnit: format.linesAPair }),
    columns: () => (format.exact === true ? format.columns : [idColumn, ...format.columns, ...columns, marginColumn]),
    rows: (task, context) => pairs(task, heldBy(format, context)).flatMap((pair) => rowsOf(format, pair, context)),
    ...(beside === undefined ? {} : { beside: (rowFiles: readonly string[]) => beside(rowFiles) }),
  }
}

/** Without a column for the weight, a tie in both directions would be two rows that contradict each other: such formats leave it out. */
function heldBy<Config>({ exact }: PairFormat, context: ExportContext<Config>): ExportContext<Config> {
  return exact === true && context.choices.ties === 'both' ? { ...context, choices: { ties: 'drop' } } : context
}

function rowsOf<Config>(format: PairFormat, pair: PreferencePair, { tally }: ExportContext<Config>): Row[] {
  const { rows, leftOut } = format.write(pair)
  if (rows === null) {
    tally.count(leftOut)
    return []
  }
  tally.count('pairs')
  return rows
}

/** The reward pairs once more, with the margin on the scale of log odds that the loss works on. */
function bradleyTerryReward<Payload, Answer, Config>(
  source: PairsOf<Payload, Answer, Config>,
): TableExporter<Payload, Answer, Config> {
  const format = pairFormats['trl-reward']
  return {
    ...pairExporter(format, {
      ...source,
      pairs: (task, context) =>
        source.pairs(task, context).map((pair) => ({ ...pair, margin: marginFrom(pair.about.margin_bradley_terry) })),
    }),
    label: 'TRL reward model pairs, Bradley–Terry margin',
    description: `As TRL reward model pairs, but the margin is the difference of Bradley–Terry strengths from the votes, log((won + ½) / (lost + ½)). ${source.how}`,
    file: 'reward-bradley-terry',
  }
}

function marginFrom(value: unknown): number | null {
  return typeof value === 'number' ? Math.max(0, value) : null
}
