import { finiteNumber, optional, plainText, type Row, rowError } from './row'
import type { ValueReader } from './unit-collector'

export type Choice = 'a' | 'b' | 'tie' | 'both-bad'

/** A judgement of two responses: the response chosen, not the side it stood on. */
export interface PreferenceVote {
  choice: Choice
  /** The response that stood first, where it is known. */
  shownFirst: 'a' | 'b' | null
  /** How much better, ≥ 0, where it was asked. */
  strength: number | null
  /** Who competes, where it is known. */
  models: { a: string; b: string } | null
}

const choices = new Map<string, Choice | 'first' | 'second'>([
  ['a', 'a'],
  ['b', 'b'],
  ['tie', 'tie'],
  ['both-bad', 'both-bad'],
  ['first', 'first'],
  ['second', 'second'],
  ['model_a', 'a'],
  ['model_b', 'b'],
  ['tie (bothbad)', 'both-bad'],
])

/** `a`, `b`, `tie`, `both-bad`; `first` and `second` by `shown_first`; the Arena's `model_a`, `model_b`, `tie (bothbad)`. */
export const preferenceReader: ValueReader<PreferenceVote> = (row, column) => {
  const said = plainText(row.fields[column])
  const known = said === null ? undefined : choices.get(said)
  if (!known)
    throw rowError(
      row,
      column,
      `“${said ?? 'a structure'}” is no choice; give a, b, tie or both-bad (or first, second with shown_first).`,
    )
  const shownFirst = shownFirstOf(row)
  return {
    choice: responseOf(row, column, known, shownFirst),
    shownFirst,
    strength: strengthOf(row),
    models: modelsOf(row),
  }
}

function responseOf(row: Row, column: string, said: Choice | 'first' | 'second', shownFirst: 'a' | 'b' | null): Choice {
  if (said !== 'first' && said !== 'second') return said
  if (shownFirst === null)
    throw rowError(row, column, `“${said}” names a side; say in shown_first which response (a or b) stood first.`)
  if (said === 'first') return shownFirst
  return shownFirst === 'a' ? 'b' : 'a'
}

function shownFirstOf(row: Row): 'a' | 'b' | null {
  const value = optional(row, 'shown_first')
  if (value === null) return null
  const response = choices.get(plainText(value) ?? '')
  if (response === 'a' || response === 'b') return response
  throw rowError(row, 'shown_first', 'give a or b, the response that stood first, or leave it empty.')
}

function strengthOf(row: Row): number | null {
  const value = optional(row, 'strength')
  if (value === null) return null
  const strength = finiteNumber(row, value)
  if (strength === null || strength < 0)
    throw rowError(row, 'strength', 'give a number from 0 up; the choice says for whom.')
  return strength
}

function modelsOf(row: Row): { a: string; b: string } | null {
  const a = plainText(optional(row, 'model_a'))
  const b = plainText(optional(row, 'model_b'))
  return a === null || b === null ? null : { a, b }
}
