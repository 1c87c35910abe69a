import 'server-only'
import type { ExportTally } from '@/lib/core/export/contract'
import type { MirroredAnnotation } from '@/lib/core/import-formats/mirror'
import type { AnyTaskType } from '@/lib/core/task-type'
import type { BroughtAnswers, LineProblem } from './read-line'
import { firstProblem } from './zod-problem'

export const answerUses = ['prelabel', 'annotations', 'ignore'] as const
/** What becomes of answers that a file brings: what labelers start from, annotations that count, or nothing. */
export type AnswerUse = (typeof answerUses)[number]

/** An answer on its way into the database; answer and order as JSON text. */
interface PreparedAnnotation {
  annotator: string
  answer: string
  order: string
  timeSpentMs: number
  /** Epoch milliseconds; null: the moment of the import. */
  createdAt: number | null
}

export interface PreparedAnswers {
  prelabel: string | null
  annotations: PreparedAnnotation[]
}

/** The most people who can answer one task. */
const mostAnswers = 20
const longestName = 120

interface Task {
  spec: AnyTaskType
  config: unknown
  payload: unknown
}

/** Every answer through its type, in the fullest form that the project asks for. */
export function prepareAnswers(
  task: Task,
  brought: BroughtAnswers,
  tally: ExportTally,
): PreparedAnswers | { problem: LineProblem } {
  const annotations = lastOfEach(brought.annotations, tally)
  if (annotations.length > mostAnswers) {
    const message = `${annotations.length} people answered this task; a task holds ${mostAnswers} at most. Leave some out.`
    return { problem: { field: 'annotations', message } }
  }
  const prepared: PreparedAnnotation[] = []
  for (const annotation of annotations) {
    const checked = checkedAnswer(task, annotation, tally)
    if ('problem' in checked) return checked
    prepared.push({
      annotator: annotation.annotator,
      answer: checked.answer,
      order: orderText(annotation, task),
      timeSpentMs: timeIn(annotation.timeSpentMs),
      createdAt: annotation.createdAt ? Date.parse(annotation.createdAt) : null,
    })
  }
  if (brought.prelabel === null) return { prelabel: null, annotations: prepared }
  const prelabel = checkedAnswer(task, brought.prelabel, tally)
  return 'problem' in prelabel ? prelabel : { prelabel: prelabel.answer, annotations: prepared }
}

/** What labelers start from: the suggestion the file marks as such, else the commonest answer, of several the first. */
export function suggestionOf({ prelabel, annotations }: PreparedAnswers): string | null {
  if (prelabel !== null) return prelabel
  const counts = new Map<string, number>()
  for (const { answer } of annotations) counts.set(answer, (counts.get(answer) ?? 0) + 1)
  const [commonest] = [...counts].toSorted(([, a], [, b]) => b - a)
  return commonest?.[0] ?? null
}

function checkedAnswer(
  { spec, config, payload }: Task,
  { annotator, answer, poorer = [] }: MirroredAnnotation,
  tally: ExportTally,
): { answer: string } | { problem: LineProblem } {
  const schema = spec.answerFor(payload, config)
  const full = schema.safeParse(answer)
  if (full.success) return { answer: JSON.stringify(full.data) }
  for (const less of poorer) {
    const parsed = schema.safeParse(less.answer)
    if (!parsed.success) continue
    if (less.without !== '') tally.count(`${less.without} left out: this project does not ask for them`)
    return { answer: JSON.stringify(parsed.data) }
  }
  const { field, message } = firstProblem(full.error)
  const who = annotator === '' ? '' : ` (${annotator})`
  return { problem: { field: field === '' ? 'answer' : `answer.${field}`, message: `${message}${who}` } }
}

/** One answer of a person: the last. Names are made fit, and people without one are told apart by number. */
function lastOfEach(annotations: readonly MirroredAnnotation[], tally: ExportTally): MirroredAnnotation[] {
  const byName = new Map<string, MirroredAnnotation>()
  let nameless = 0
  for (const annotation of annotations) {
    const given = nameIn(annotation.annotator)
    if (given === '') nameless += 1
    const annotator = given === '' ? namelessName(nameless) : given
    if (byName.delete(annotator)) tally.count('earlier answers of the same person left out')
    byName.set(annotator, { ...annotation, annotator })
  }
  return [...byName.values()]
}

function namelessName(number: number): string {
  return number === 1 ? 'Unnamed annotator' : `Unnamed annotator ${number}`
}

function nameIn(annotator: string): string {
  const clean = annotator
    .replace(/[\p{Cc}\u202A-\u202E\u2066-\u2069]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  return [...clean].slice(0, longestName).join('')
}

/** A permutation of the alternatives; nothing where the file does not say, or says something else. */
function orderText({ order = null }: MirroredAnnotation, { spec, payload }: Task): string {
  const places = spec.alternatives(payload)
  const whole = order !== null && order.length === places && new Set(order).size === places
  return JSON.stringify(
    whole && order.every((place) => Number.isInteger(place) && place >= 0 && place < places) ? order : [],
  )
}

function timeIn(ms: number | null | undefined): number {
  return ms === null || ms === undefined || !(ms > 0) ? 0 : Math.min(Math.round(ms), 2_147_483_647)
}
