import type { DatasetFacts, MeasuredAgreement } from './dataset-facts'

/** The card's text: what a reader must know before they train on it, each fact with its number. */
export function cardProse(facts: DatasetFacts): string {
  const sections: [string, string[]][] = [
    ['What is in it', contents(facts)],
    ['Columns', columnTable(facts)],
    ['Parts', parts(facts)],
    ['Who annotated, and how', annotation(facts)],
    ['Agreement', [agreementText(facts.agreement)]],
    ['Balance', balance(facts)],
    ['What was left out', leftOut(facts)],
    ['Personal data', personalData(facts)],
    ['Known limits', limits(facts)],
    ['Tracing a row', tracing(facts)],
    [
      'Licence',
      [facts.licence === null ? 'None was stated. Ask whoever gave you these files.' : `${facts.licence} (SPDX).`],
    ],
  ]
  const text = sections.map(([title, paragraphs]) => `## ${title}\n\n${paragraphs.join('\n\n')}`)
  return `# ${inline(facts.name)}\n\n${text.join('\n\n')}\n`
}

function contents({ task, format, rowIs, aggregation, ties, tasks, parts }: DatasetFacts): string[] {
  const rows = parts.reduce((sum, part) => sum + part.rows, 0)
  const row =
    rowIs === 'annotation'
      ? 'Each annotation stands for itself; several people’s answers to one task are several rows.'
      : [
          `A task’s answers become one by “${inline(aggregation.label)}”. ${inline(aggregation.description)}`,
          ...aggregation.notes.map(inline),
        ].join(' ')
  return [
    `${counted(rows, 'row')} from ${counted(tasks.exported, 'task')}. ${inline(task.name)}: ${inline(task.description)}`,
    `Format: ${inline(format.label)} (\`${format.name}\`). ${inline(format.description)}`,
    row,
    `Tasks without a winner: ${tieWords[ties]} ${counted(tasks.undecided, 'task')} had none.`,
  ]
}

const tieWords = {
  drop: 'they make no row.',
  keep: 'they are kept where the format can hold them.',
  both: 'both directions are rows, each with weight 0.5, where the format has a weight.',
} as const

function columnTable({ columns }: DatasetFacts): string[] {
  const lines = columns.map(({ name, about }) => `| \`${name}\` | ${inline(about)} |`)
  return [['| column | holds |', '|---|---|', ...lines].join('\n')]
}

function parts({ parts, split }: DatasetFacts): string[] {
  const lines = parts.map(({ name, tasks, rows }) => `| ${name} | ${tasks} | ${rows} |`)
  const how =
    split === null
      ? 'The data is not split.'
      : `Which part a task is in follows from a hash of what it asks and the seed \`${inline(split.seed)}\`: no prompt, no medium and no near-duplicate (MinHash, estimated Jaccard index of 0.8 or more) is in two parts.`
  return [['| part | tasks | rows |', '|---|---|---|', ...lines].join('\n'), how]
}

function annotation({ people, tasks, guidelines, snapshotAt }: DatasetFacts): string[] {
  const shown = { names: 'by name', pseudonyms: 'under pseudonyms', none: 'not at all' }[people.shownAs]
  const versions = guidelines.versions.filter((version) => version > 0)
  const text = guidelines.hasText ? ' The text of the newest lies in `guidelines.md`.' : ''
  const under =
    versions.length === 0
      ? 'No written guidelines were given.'
      : `Guidelines version${versions.length > 1 ? 's' : ''} ${versions.join(', ')}.${text}`
  return [
    `${counted(people.annotators, 'person', 'people')} gave ${counted(people.annotations, 'annotation')}; they appear ${shown}. ${under}`,
    `A reviewer settled ${counted(tasks.adjudicated, 'task')}. On ${counted(tasks.prelabeled, 'task')} people started from an answer that was imported, which inflates agreement.`,
    `Concord does not ask annotators for their demographics; nothing is known of them here.`,
    ...(snapshotAt === null ? [] : [`The newest answer is of ${snapshotAt}.`]),
  ]
}

function agreementText(agreement: MeasuredAgreement | null): string {
  if (agreement === null) return 'Nothing was exported to measure.'
  const { measure, value, n_items, n_annotators, n_pairable, ci, method, note, reason } = agreement
  const over = `over ${counted(n_items, 'task')} with at least two answers (${n_pairable} answers, ${counted(n_annotators, 'annotator')})`
  const figure = value === null ? `undefined (${reason})` : `**${value.toFixed(3)}**`
  const interval = ci === null ? 'no interval' : `95 % interval ${ci[0].toFixed(3)} to ${ci[1].toFixed(3)}`
  return `${measure}: ${figure}, ${interval}, ${over}. ${method}.${note === null ? '' : ` ${note}`}`
}

function balance({ classBalance, positionBias }: DatasetFacts): string[] {
  const classes = Object.entries(classBalance ?? {})
  const table =
    classes.length === 0
      ? 'The answers are no categories.'
      : ['| answer | tasks |', '|---|---|', ...classes.map(([name, n]) => `| ${inline(name)} | ${n} |`)].join('\n')
  if (positionBias === null) return [table]
  const { share_first, n, ci } = positionBias
  const bias = `Of ${n} choices of one of two, ${percent(share_first)} fell on the one shown first (95 % Wilson interval ${percent(ci[0])} to ${percent(ci[1])}; 50 % without a position bias). The order was drawn at random for each person.`
  return [table, bias]
}

function leftOut({ leftOut: tasks, leftOutAnnotations, duplicates, counts }: DatasetFacts): string[] {
  const why = [
    ...Object.entries(tasks).map(([reason, n]) => `- ${counted(n, 'task')}: ${words(reason)}`),
    ...Object.entries(leftOutAnnotations).map(([reason, n]) => `- ${counted(n, 'annotation')}: ${words(reason)}`),
  ]
  const format = Object.entries(counts).map(([what, n]) => `- ${words(what)}: ${n}`)
  const copies = {
    keep: 'Duplicates were not looked for.',
    'drop-exact': 'Of tasks with the same content only the first is in.',
    'drop-near': 'Of tasks with the same or nearly the same content only the first is in.',
  }[duplicates]
  const lists = [why.length === 0 ? 'Nothing by the filters.' : why.join('\n'), copies]
  return format.length === 0 ? lists : [...lists, `Counted by the format:\n\n${format.join('\n')}`]
}

function personalData({ scrubbed }: DatasetFacts): string[] {
  if (scrubbed === null) return ['Texts were not searched for personal data.']
  const kinds = Object.entries(scrubbed.replaced).map(([kind, n]) => `- ${kind}: ${n} replaced`)
  const found = kinds.length === 0 ? 'Nothing was found.' : kinds.join('\n')
  return [
    found,
    `Replaced by marks such as \`[EMAIL]\` in ${counted(scrubbed.tasks, 'task')}. Patterns find what has a fixed form; names and addresses in prose they do not find.`,
  ]
}

function limits({ people, agreement, tasks }: DatasetFacts): string[] {
  const known = [
    people.annotators < 3 ? `Only ${counted(people.annotators, 'person', 'people')} annotated.` : null,
    agreement === null || agreement.n_items === 0 ? 'No task has two answers, so agreement is unknown.' : null,
    tasks.prelabeled > 0 ? 'Some answers began from imported ones.' : null,
    'Whom the annotators stand for is not recorded.',
  ]
  return [
    known
      .flatMap((line) => line ?? [])
      .map((line) => `- ${line}`)
      .join('\n'),
  ]
}

function tracing({ digest, software }: DatasetFacts): string[] {
  return [
    'The `id` of a row begins with the task’s id in the project it came from; an export in the format `raw` of the same project holds that task’s annotations.',
    `\`manifest.json\` holds every choice made, the sha256 of each file, and the digest of all annotations used (\`${digest}\`). \`concord export verify FOLDER\` checks them.`,
    `Written by ${software.name} ${software.version}.`,
  ]
}

function counted(n: number, one: string, many = `${one}s`): string {
  return `${n} ${n === 1 ? one : many}`
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`
}

function words(reason: string): string {
  return inline(reason.replaceAll('_', ' '))
}

/** Text of others on one line, without meaning to Markdown or HTML. */
function inline(text: string): string {
  const oneLine = text.replace(/\s+/gu, ' ').trim()
  const literal = oneLine.replace(/[\\`*_{}[\]#|]/g, '\\$&')
  return literal.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
