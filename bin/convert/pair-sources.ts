import { AppError } from '@/lib/core/errors'
import { battle, battleOfPair, pairOfBattle, type Winner, winnerIn } from '@/lib/core/formats/arena'
import { readHelpSteer } from '@/lib/core/formats/help-steer'
import { readHhRlhf } from '@/lib/core/formats/hh-rlhf'
import { messagesOf } from '@/lib/core/formats/messages'
import { readOpenAiPreference } from '@/lib/core/formats/openai-preference'
import type { PreferencePair } from '@/lib/core/formats/preference-pair'
import { isTextPair, readTrlPreference, type TextPair } from '@/lib/core/formats/trl-preference'
import { axolotl, llamaFactory, nemoAligner, nemoRl, type PairMirror } from '@/lib/core/import-formats/pairs'
import { type Choice, type PreferenceVote, preferenceReader } from '@/lib/core/long-table/preference-values'
import { idText, isRecord, optional, plainText, type Row, rowError, structured } from '@/lib/core/long-table/row'
import { longRow } from './raw-rows'
import type { Conversion } from './settings'

/** How the rows of one source are understood. */
export interface PairSource {
  /** A text says why the row makes no pair. */
  pair(row: Row, conversion: Conversion): PreferencePair | TextPair | string
  /** The row as a battle, or why it is none. */
  battle(row: Row, conversion: Conversion): Record<string, unknown> | string
}

const trl: PairSource = {
  pair: (row) => readTrlPreference(parsedCells(row, ['prompt', 'chosen', 'rejected', 'margin'])),
  battle: (row) => {
    const pair = readTrlPreference(parsedCells(row, ['prompt', 'chosen', 'rejected', 'margin']))
    return isTextPair(pair) ? 'texts without a prompt' : battleOfPair(pair, row.line)
  },
}

const hh: PairSource = {
  pair: ({ fields }) => readHhRlhf(fields),
  battle: ({ fields, line }) => battleOfPair(readHhRlhf(fields), line),
}

const openAi: PairSource = {
  pair: ({ fields }) => readOpenAiPreference(fields),
  battle: ({ fields, line }) => battleOfPair(readOpenAiPreference(fields), line),
}

const helpSteer: PairSource = {
  pair: ({ fields }) => readHelpSteer(fields) ?? noDecision,
  battle: ({ fields, line }) => {
    const pair = readHelpSteer(fields)
    return pair === null ? noDecision : battleOfPair(pair, line)
  },
}

const arena: PairSource = {
  pair: (row) => pairOfBattle(parsedCells(row, ['conversation_a', 'conversation_b'])) ?? noDecision,
  battle: (row) => {
    const fields = parsedCells(row, ['conversation_a', 'conversation_b'])
    return { ...fields, winner: winnerIn(fields) }
  },
}

/** The lines that `concord agreement` reads; what was said stands in `prompt`, `response_a`, `response_b`. */
const lines: PairSource = {
  pair: (row, conversion) => {
    const vote = voteOf(row, conversion)
    if (vote === null) return 'skips'
    if (vote.choice === 'tie' || vote.choice === 'both-bad') return noDecision
    const { prompt, a, b } = saidIn(row)
    const won = vote.choice === 'a'
    const annotator = plainText(optional(row, conversion.columns.annotator))
    return {
      prompt,
      chosen: won ? a : b,
      rejected: won ? b : a,
      ...(vote.strength === null ? {} : { margin: vote.strength }),
      about: {
        id: idText(row, conversion.columns.item, 'Name another column with --item.'),
        ...(annotator === null ? {} : { annotator }),
        ...(vote.models && { models: won ? swap(vote.models) : swap({ a: vote.models.b, b: vote.models.a }) }),
      },
    }
  },
  battle: (row, conversion) => {
    const vote = voteOf(row, conversion)
    if (vote === null) return 'skips'
    const said = optional(row, 'response_a') === null ? null : saidIn(row)
    return {
      ...battle({
        questionId: idText(row, conversion.columns.item, 'Name another column with --item.'),
        models: [vote.models?.a ?? null, vote.models?.b ?? null],
        conversations: said && [
          [...said.prompt, ...said.a],
          [...said.prompt, ...said.b],
        ],
        winner: winnerOf[vote.choice],
        judge: plainText(optional(row, conversion.columns.annotator)) ?? '',
        createdAt: null,
      }),
      ...(vote.shownFirst === null ? {} : { shown_first: vote.shownFirst }),
      ...(vote.strength === null ? {} : { strength: vote.strength }),
    }
  },
}

/** As the reader of imports understands the row. */
function mirrored({ pair }: PairMirror): PairSource {
  const read = (row: Row) => {
    try {
      return pair(row.fields)
    } catch (error) {
      // Readers of imports keep the field beside the sentence.
      if (error instanceof AppError && typeof error.detail.field === 'string' && !error.message.startsWith('field'))
        throw rowError(row, error.detail.field, error.message)
      throw error
    }
  }
  return { pair: read, battle: (row) => battleOfPair(read(row), row.line) }
}

export const pairSources: Readonly<Record<string, PairSource>> = {
  lines,
  raw: { pair: (row, own) => lines.pair(longRow(row), own), battle: (row, own) => lines.battle(longRow(row), own) },
  trl,
  'trl-preference': trl,
  'trl-reward': trl,
  'trl-text': trl,
  openrlhf: trl,
  openai: openAi,
  axolotl: mirrored(axolotl),
  'llama-factory': mirrored(llamaFactory),
  'nemo-aligner': mirrored(nemoAligner),
  'nemo-rl': mirrored(nemoRl),
  helpsteer: helpSteer,
  'hh-rlhf': hh,
  arena,
}

const winnerOf = {
  a: 'model_a',
  b: 'model_b',
  tie: 'tie',
  'both-bad': 'tie (bothbad)',
} as const satisfies Record<Choice, Winner>

const noDecision = 'ties and both-bad'

/** Null is a skip. */
function voteOf(row: Row, { columns }: Conversion): PreferenceVote | null {
  if (!Object.hasOwn(row.fields, columns.value))
    throw rowError(
      row,
      columns.value,
      'there is no such column. Name another one with --value, or the format with --from.',
    )
  if (row.fields[columns.value] === null) {
    return null
  }
  return preferenceReader(row, columns.value)
}

function saidIn(row: Row) {
  const chat = (column: string, role: 'user' | 'assistant') => {
    const value = optional(row, column)
    if (value === null)
      throw rowError(row, column, 'this format needs what was said: give prompt, response_a and response_b.')
    const meant =
      row.cells && typeof value === 'string' && /^\s*\[/.test(value) ? structured(row, column, value) : value
    return typeof meant === 'string' ? [{ role, content: meant }] : messagesOf(meant, column)
  }
  return { prompt: chat('prompt', 'user'), a: chat('response_a', 'assistant'), b: chat('response_b', 'assistant') }
}

function swap({ a, b }: { a: string; b: string }) {
  return { chosen: a, rejected: b }
}

/** Cells of a CSV hold chats as JSON and margins as digits. */
function parsedCells(row: Row, columns: readonly string[]): Record<string, unknown> {
  if (!row.cells) return { ...row.fields }
  const parsed = columns.flatMap((column): [string, unknown][] => {
    const value = row.fields[column]
    if (typeof value !== 'string') return []
    if (/^\s*[[{]/.test(value)) return [[column, jsonOrText(value)]]
    return column === 'margin' && value.trim() !== '' ? [[column, Number(value)]] : []
  })
  return { ...row.fields, ...Object.fromEntries(parsed) }
}

/** A text may begin with a bracket too. */
function jsonOrText(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text)
    return Array.isArray(value) || isRecord(value) ? value : text
  } catch (error) {
    if (error instanceof SyntaxError) return text
    throw error
  }
}

/** The error with its line, where it has none. */
export function atLine(row: Row, error: unknown): unknown {
  if (!(error instanceof AppError) || typeof error.detail.line === 'number') return error
  return new AppError(error.code, `line ${row.line}, ${error.message}`, {
    cause: error,
    detail: { ...error.detail, line: row.line },
  })
}
