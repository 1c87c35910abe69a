import type { Figure, Figures } from '@/lib/core/agreement/figure'

export interface NotedFigure {
  key: string
  figure: Figure
  /** What its note says that not every other says too; null: nothing. */
  own: string | null
}

/** Takes what all notes say out of each of them, so that a table says it once. */
export function sharedNotes(figures: Figures): { rows: NotedFigure[]; shared: string[] } {
  const rows = Object.entries(figures).map(([key, figure]) => ({ key, figure, said: sentencesOf(figure.note) }))
  const [first] = rows
  const shared =
    rows.length < 2 ? [] : (first?.said ?? []).filter((one) => rows.every(({ said }) => said.includes(one)))
  return {
    shared,
    rows: rows.map(({ key, figure, said }) => {
      const own = said.filter((one) => !shared.includes(one))
      return { key, figure, own: own.length === 0 ? null : own.join(' ') }
    }),
  }
}

/** A full stop ends a sentence where a capital or a quotation follows; '95 % of the values: .5' has none. */
function sentencesOf(note: string | null): string[] {
  return note === null ? [] : note.split(/(?<=[.!?]) (?=[\p{Lu}“])/u)
}
