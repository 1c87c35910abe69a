import type { Message } from '../conversation/message'
import { readHhRlhf } from '../formats/hh-rlhf'
import { messagesOf } from '../formats/messages'
import { readOpenAiPreference } from '../formats/openai-preference'
import type { PreferencePair } from '../formats/preference-pair'
import { isTextPair, marginOf, readTrlPreference } from '../formats/trl-preference'
import { isRecord } from '../long-table/row'
import { listIn, numberIn, recordIn, structuredIn, textIn } from './fields'
import type { Mirror } from './mirror'
import { mirroredRows, refused } from './mirrored-rows'
import { contentOfPair } from './pair-task'

type Row = Record<string, unknown>

const chats = [
  'prompt',
  'chosen',
  'rejected',
  'messages',
  'conversations',
  'chosen_response',
  'rejected_response',
  'input',
  'models',
  'context',
]

/** A mirror of one pair a row: every such row is a task with two responses and one answer. */
export interface PairMirror extends Mirror {
  /** @throws AppError with the field in its detail */
  pair(row: Row): PreferencePair
}

function pairMirror(
  about: Pick<Mirror, 'label' | 'description'>,
  detect: (row: Row) => boolean,
  pairOf: (row: Row) => PreferencePair,
): PairMirror {
  const pair = (row: Row) => pairOf(withoutCells(row))
  return {
    ...about,
    taskTypes: ['preference'],
    detect: ({ row }) => row !== null && detect(row),
    read: (source) => mirroredRows(source, { task: ([{ value }]) => contentOfPair(pair(value)) }),
    pair,
  }
}

/** Cells of CSV and Parquet hold chats as JSON and margins as digits. */
function withoutCells(row: Row): Row {
  const cells = Object.entries(row).map(([key, value]): [string, unknown] => {
    if (chats.includes(key)) return [key, structuredIn(value)]
    return key === 'margin' ? [key, numberIn(value)] : [key, value]
  })
  return Object.fromEntries(cells)
}

const isTranscript = (value: unknown) => typeof value === 'string' && /^\s*Human:/.test(value)

export const hhRlhf = pairMirror(
  {
    label: 'hh-rlhf transcripts',
    description:
      'Anthropic’s hh-rlhf: chosen and rejected as transcripts of Human and Assistant. The turns both share are the prompt.',
  },
  ({ chosen, rejected }) => isTranscript(chosen) && isTranscript(rejected),
  readHhRlhf,
)

export const trl = pairMirror(
  {
    label: 'TRL preference pairs',
    description:
      'TRL and OpenRLHF: chosen and rejected as chats or texts, with the prompt beside or inside. A margin of 1, 2 or 3 becomes the strength.',
  },
  (row) =>
    'chosen' in row && 'rejected' in row && !('messages' in row && isRecord(row.chosen)) && !('conversations' in row),
  (row) => {
    const pair = readTrlPreference(row)
    if (!isTextPair(pair)) return { ...pair, ...trimmed(row, pair) }
    throw refused(
      'prompt',
      'There is no prompt: where it ends and the answers begin nobody can tell from two texts. Add a column “prompt”.',
    )
  },
)

/** The blank that joins a plain prompt to its answer is no part of the answer. */
function trimmed({ chosen, rejected }: Row, pair: PreferencePair): Partial<PreferencePair> {
  const joined = [chosen, rejected].every((text) => typeof text === 'string' && /^ \S/.test(text))
  if (!joined) return {}
  const bare = (turns: Message[]) => turns.map((turn) => ({ ...turn, content: turn.content.slice(1) }))
  return { chosen: bare(pair.chosen), rejected: bare(pair.rejected) }
}

export const openAi = pairMirror(
  {
    label: 'OpenAI preference pairs',
    description:
      'OpenAI’s preference fine-tuning: input, preferred_output and non_preferred_output. Holds no ids, margins and annotators.',
  },
  (row) => 'preferred_output' in row && 'non_preferred_output' in row,
  (row) =>
    readOpenAiPreference({
      ...row,
      input: structuredIn(row.input),
      preferred_output: structuredIn(row.preferred_output),
      non_preferred_output: structuredIn(row.non_preferred_output),
    }),
)

export const axolotl = pairMirror(
  {
    label: 'Axolotl pairs',
    description: 'Axolotl’s chat_template.default: messages, chosen and rejected. One turn a response.',
  },
  (row) => 'messages' in row && 'chosen' in row && 'rejected' in row,
  (row) => {
    const { messages, chosen, rejected, margin: _, ...about } = row
    const prompt = messagesOf(messages, 'messages')
    return {
      prompt,
      chosen: oneTurn(chosen, 'chosen'),
      rejected: oneTurn(rejected, 'rejected'),
      about,
      ...marginOf(row),
    }
  },
)

export const nemoAligner = pairMirror(
  {
    label: 'NeMo-Aligner pairs',
    description: 'NeMo-Aligner’s DPO rows: prompt, chosen_response and rejected_response.',
  },
  (row) => 'chosen_response' in row && 'rejected_response' in row,
  (row) => {
    const { prompt, chosen_response, rejected_response, margin: _, ...about } = row
    return {
      prompt: typeof prompt === 'string' ? [{ role: 'user', content: prompt }] : messagesOf(prompt, 'prompt'),
      chosen: oneTurn(chosen_response, 'chosen_response'),
      rejected: oneTurn(rejected_response, 'rejected_response'),
      about,
      ...marginOf(row),
    }
  },
)

export const nemoRl = pairMirror(
  {
    label: 'NeMo-RL preferences',
    description: 'NeMo-RL’s preference rows: context and two completions, rank 0 the better.',
  },
  (row) => 'context' in row && 'completions' in row,
  (row) => {
    const { context, completions, margin: _, ...about } = row
    const given = (listIn(completions) ?? []).map((one) => recordIn(one))
    const ranked = given.toSorted((one, other) => (numberIn(one?.rank) ?? 0) - (numberIn(other?.rank) ?? 0))
    const [better, worse, ...more] = ranked
    if (!better || !worse || more.length > 0 || better.rank === worse.rank)
      throw refused('completions', 'Give two completions, one of rank 0 and one of rank 1.')
    const turns = (one: Row) => messagesOf(structuredIn(one.completion), 'completions.completion')
    return {
      prompt: messagesOf(context, 'context'),
      chosen: turns(better),
      rejected: turns(worse),
      about,
      ...marginOf(row),
    }
  },
)

const roleOf: Record<string, Message['role']> = {
  system: 'system',
  human: 'user',
  user: 'user',
  gpt: 'assistant',
  assistant: 'assistant',
  observation: 'tool',
}

export const llamaFactory = pairMirror(
  {
    label: 'LLaMA-Factory pairs',
    description: 'LLaMA-Factory’s sharegpt preference: conversations, chosen and rejected with from and value.',
  },
  (row) => 'conversations' in row && 'chosen' in row && 'rejected' in row,
  (row) => {
    const { conversations, chosen, rejected, margin: _, ...about } = row
    if (!Array.isArray(conversations)) throw refused('conversations', 'Give a list of turns { "from", "value" }.')
    return {
      prompt: conversations.map((turn: unknown) => tagged(turn, 'conversations')),
      chosen: [tagged(chosen, 'chosen')],
      rejected: [tagged(rejected, 'rejected')],
      about,
      ...marginOf(row),
    }
  },
)

function tagged(value: unknown, field: string): Message {
  const turn = recordIn(value)
  const from = textIn(turn?.from) ?? ''
  const role = Object.hasOwn(roleOf, from) ? roleOf[from] : undefined
  if (turn === null || role === undefined || typeof turn.value !== 'string')
    throw refused(field, 'Give each turn as { "from": "human" or "gpt", "value" }.')
  return { role, content: turn.value }
}

function oneTurn(value: unknown, field: string): Message[] {
  const given = structuredIn(value)
  return typeof given === 'string' ? [{ role: 'assistant', content: given }] : messagesOf([given], field)
}
