import type { Figure, Figures } from '@/lib/core/agreement/figure'
import { alignedColumns } from './aligned-columns'

const HEADER = ['measure', 'value', '95 % interval', 'items', 'annotators', 'values']

/** Figures as a table for people, four places; notes and pairs below. `--json` has every digit. */
export function figuresTable(figures: Figures): string {
  const rows = Object.entries(figures).map(([name, figure]) => [
    name,
    figure.value === null ? `undefined (${figure.reason})` : rounded(figure.value),
    figure.ci === null ? '' : `${rounded(figure.ci[0])} … ${rounded(figure.ci[1])}`,
    String(figure.n_items),
    String(figure.n_annotators),
    String(figure.n_pairable),
  ])
  const notes = [...notesOf(figures)].map(([note, names]) => `${names.join(', ')}: ${note}`)
  const pairs = Object.entries(figures).flatMap(([name, figure]) => pairRows(name, figure))
  const pairTable =
    pairs.length === 0 ? [] : ['', ...alignedColumns([['measure', 'annotators', '', 'value', 'items'], ...pairs])]
  return [...alignedColumns([HEADER, ...rows]), ...pairTable, ...(notes.length === 0 ? [] : ['', ...notes]), ''].join(
    '\n',
  )
}

/** Equal notes are said once. */
function notesOf(figures: Figures): Map<string, string[]> {
  const notes = new Map<string, string[]>()
  for (const [name, { note }] of Object.entries(figures)) {
    if (note !== null) notes.set(note, [...(notes.get(note) ?? []), name])
  }
  return notes
}

interface Pair {
  annotators: [string, string]
  value: number | null
  n_items: number
}

function pairRows(name: string, { details }: Figure): string[][] {
  if (!Array.isArray(details.pairs)) return []
  const pairs: Pair[] = details.pairs
  return pairs.map(({ annotators, value, n_items }) => [
    name,
    ...annotators,
    value === null ? 'undefined' : rounded(value),
    String(n_items),
  ])
}

const rounded = (value: number): string => value.toFixed(4)
