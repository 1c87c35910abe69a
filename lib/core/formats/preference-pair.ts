import { sameTurns } from '../conversation/conversation'
import type { Message } from '../conversation/message'
import type { Column } from '../export/contract'

/** One response preferred to another: what every pair format writes in its own shape. */
export interface PreferencePair {
  /** What both responses answer. Empty where the pair came without a prompt. */
  prompt: Message[]
  chosen: Message[]
  rejected: Message[]
  /** How much better, 0 or more; null where nobody knows; undefined where the source has no such column. */
  margin?: number | null | undefined
  /** `id` and the columns beside: counts, agreement, models. Trainers pass them over. */
  about: { id?: string } & Record<string, unknown>
}

type Row = Record<string, unknown>

/** What a format makes of a pair: its rows, or why it cannot hold it. */
export type PairRows = { rows: Row[]; leftOut: null } | { rows: null; leftOut: string }

export interface PairFormat {
  /** Of the file with the rows. */
  file: string
  label: string
  description: string
  /** Of the format itself: between `id` and what tells about a pair. */
  columns: Column[]
  /** The reader takes these columns and no others, as JSON Lines only. */
  exact?: true
  /** Lines of one pair, which must stay together; 1 where left out. */
  linesAPair?: number
  write(pair: PreferencePair): PairRows
  /** Files that must lie beside the rows, by the names of the files that hold them. */
  beside?(rowFiles: readonly string[]): { file: string; data: string }[]
}

export function rows(...written: Row[]): PairRows {
  return { rows: written, leftOut: null }
}

/** `why` reads on after 'pairs left out: '. */
export function leftOut(why: string): PairRows {
  return { rows: null, leftOut: `pairs left out: ${why}` }
}

/** The id first and the margin last, so that rows begin with what people look for. Spread in one literal: copying key by key takes twice as long. */
export function withAbout({ about, margin }: PreferencePair, row: Row): Row {
  const all: Row = about.id === undefined ? { ...row, ...about } : { id: about.id, ...row, ...about }
  if (margin !== undefined) all.margin = margin
  return all
}

export function isPair({ chosen, rejected }: Pick<PreferencePair, 'chosen' | 'rejected'>): boolean {
  return !sameTurns(chosen, rejected)
}

/** The one turn of a response for formats that hold no more; null where it has several or another role. */
export function onlyAnswer(turns: readonly Message[]): Message | null {
  const [only, ...others] = turns
  return only?.role === 'assistant' && others.length === 0 ? only : null
}

/** Both responses as single answers, or null. */
export function onlyAnswers({ chosen, rejected }: PreferencePair): { chosen: Message; rejected: Message } | null {
  const [better, worse] = [onlyAnswer(chosen), onlyAnswer(rejected)]
  return better === null || worse === null ? null : { chosen: better, rejected: worse }
}

export const severalTurns = leftOut('a response of several turns')

/**
 * The difference of two Bradley–Terry strengths from the votes between just these two: log((won + ½) / (lost + ½)). The half vote on each
 * side (Haldane 1956) keeps unanimous votes finite.
 */
export function bradleyTerryMargin(won: number, lost: number): number {
  return Math.log((won + 0.5) / (lost + 0.5))
}
