import 'server-only'
import { AppError } from '@/lib/core/errors'
import type { ExportTally } from '@/lib/core/export/contract'
import type { AnyTaskType, StoredMedia } from '@/lib/core/task-type'
import { isRecord } from './json-value'
import { importLimits } from './limits'
import type { BroughtAnswers, LineProblem, ReadLine } from './read-line'
import { type PreparedAnswers, prepareAnswers } from './task-answers'
import { firstProblem } from './zod-problem'

/** A line that its task type understood; its media are not fetched yet. */
export interface UnderstoodLine {
  line: number
  excerpt: string
  /** The id the line gave, or null. */
  externalId: string | null
  content: unknown
  meta: Record<string, unknown>
  gold: unknown
  answers: BroughtAnswers
  media: { name: string; kind: 'image' | 'audio' }[]
}

/** A task ready to be stored; payload, meta and gold as JSON text. */
export interface PreparedTask {
  line: number
  excerpt: string
  externalId: string | null
  title: string
  payload: string
  meta: string
  gold: string | null
  mediaIds: string[]
  /** What the file brings beside the task, or why the project cannot take it. */
  answers: PreparedAnswers | { problem: LineProblem }
}

export function isProblem<Good>(result: Good | { problem: LineProblem }): result is { problem: LineProblem } {
  return typeof result === 'object' && result !== null && 'problem' in result
}

/** id, gold, meta and prelabel are the house's; the task type says what the rest must be. Fields it does not know are kept under meta. */
export function understand(spec: AnyTaskType, read: ReadLine): UnderstoodLine | { problem: LineProblem } {
  if ('problem' in read) return { problem: read.problem }
  const { id, gold, meta: given, prelabel, ...rest } = read.value
  const externalId = readId(read.asText === null ? id : (read.asText.id ?? id))
  if (isProblem(externalId)) return externalId
  if (given !== undefined && given !== null && !isRecord(given)) {
    return { problem: { field: 'meta', message: '"meta" must be an object such as {"source": "forum"}.' } }
  }
  const parsed = parseContent(spec, rest, read.asText)
  if (isProblem(parsed)) return parsed
  const meta = { ...fieldsBeyond(rest, parsed.content), ...given }
  const { line, excerpt } = read
  const { content } = parsed
  const answers = read.answers ?? { prelabel: ownPrelabel(prelabel), annotations: [] }
  const media = spec.media(content)
  return { line, excerpt, externalId: externalId.id, content, meta, gold: gold ?? null, answers, media }
}

/** The type's own lines may carry an answer to start from. */
function ownPrelabel(prelabel: unknown): BroughtAnswers['prelabel'] {
  return prelabel === undefined || prelabel === null ? null : { annotator: '', answer: prelabel }
}

/** The last step, once every file the line names is stored. */
export function prepare(
  spec: AnyTaskType,
  config: unknown,
  line: UnderstoodLine,
  media: ReadonlyMap<string, StoredMedia>,
  tally: ExportTally,
): PreparedTask | { problem: LineProblem } {
  let payload: unknown
  try {
    payload = spec.payload.parse(spec.store(line.content, media))
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    const { field } = error.detail
    return { problem: { field: typeof field === 'string' ? field : '', message: error.message } }
  }
  const gold = readGold(spec, config, payload, line.gold)
  if (isProblem(gold)) return gold
  const { externalId, excerpt } = line
  return {
    line: line.line,
    excerpt,
    externalId,
    title: [...spec.title(payload)].slice(0, 140).join(''),
    payload: JSON.stringify(payload),
    meta: JSON.stringify(line.meta),
    gold: gold.json,
    mediaIds: [...new Set(spec.mediaOf(payload).map(({ id }) => id))],
    answers: prepareAnswers({ spec, config, payload }, line.answers, tally),
  }
}

function readId(id: unknown): { id: string | null } | { problem: LineProblem } {
  const wrong = (message: string) => ({ problem: { field: 'id', message } })
  if (id === undefined || id === null) return { id: null }
  if (typeof id !== 'string') return wrong('An id must be text. Put it in quotes.')
  if (id.trim() === '') return wrong('The id is empty. Give one, or leave the field out.')
  if (id.length > importLimits.idCharacters)
    return wrong(`The id is longer than ${importLimits.idCharacters} characters. Shorten it.`)
  if (/\p{Cc}/u.test(id) || id !== id.trim())
    return wrong('The id begins or ends with a space, or holds a control character. Remove it.')
  if (id.startsWith('~')) return wrong('An id may not begin with ~. Choose another.')
  return { id }
}

/** A CSV cell that looks like JSON may be text after all: the second reading decides. */
function parseContent(
  spec: AnyTaskType,
  rest: Record<string, unknown>,
  asText: Record<string, unknown> | null,
): { content: unknown } | { problem: LineProblem } {
  const parsed = spec.line.safeParse(rest)
  if (parsed.success) return { content: parsed.data }
  if (asText !== null) {
    const again = spec.line.safeParse(onlyKeys(asText, rest))
    if (again.success) return { content: again.data }
  }
  return { problem: firstProblem(parsed.error) }
}

function onlyKeys(from: Record<string, unknown>, like: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(from).filter(([key]) => Object.hasOwn(like, key)))
}

function fieldsBeyond(rest: Record<string, unknown>, content: unknown): Record<string, unknown> {
  if (!isRecord(content)) return {}
  return Object.fromEntries(Object.entries(rest).filter(([key]) => !Object.hasOwn(content, key)))
}

function readGold(
  spec: AnyTaskType,
  config: unknown,
  payload: unknown,
  gold: unknown,
): { json: string | null } | { problem: LineProblem } {
  if (gold === null) return { json: null }
  const parsed = spec.goldFor(payload, config).safeParse(gold)
  if (parsed.success) return { json: JSON.stringify(parsed.data) }
  const { field, message } = firstProblem(parsed.error)
  return { problem: { field: field === '' ? 'gold' : `gold.${field}`, message } }
}
