import 'server-only'
import { AppError } from '@/lib/core/errors'
import type { AnyTaskType } from '@/lib/core/task-type'
import type { Found } from './import-report'
import { importLimits } from './limits'
import type { MediaFinder } from './media-finder'
import { previewOf, previewTasks } from './preview'
import type { ReadLine } from './read-line'
import type { Rejections } from './rejections'
import { type AnswerUse, type PreparedAnswers, suggestionOf } from './task-answers'
import { isProblem, type PreparedTask, prepare, type UnderstoodLine, understand } from './task-line'

/** What a batch makes of a line. */
export interface LineReading {
  spec: AnyTaskType
  config: unknown
  finder: MediaFinder
  found: Found
  /** What becomes of answers; null: they are looked at and left alone. */
  use: AnswerUse | null
  /** Whether tasks are made: then somebody must have said what becomes of answers. */
  makesTasks: boolean
  /** A batch of known answers takes no line without one. */
  needsGold: boolean
  /** Which of these ids the batch already has. */
  knownIds(ids: readonly string[]): Promise<Set<string>>
}

export interface Chunk {
  tasks: ReadyTask[]
  /** Lines read so far, rejected ones too. */
  linesRead: number
}

/** A task with the answers it is to come in with. */
export type ReadyTask = Omit<PreparedTask, 'answers'> & PreparedAnswers

const chunkLines = 200
const chunkCharacters = 4 * 1024 * 1024

/** Good lines as tasks, a few hundred at a time; bad ones go to the rejections. Memory does not grow with the file but for its ids. */
export async function* preparedChunks(lines: AsyncIterable<ReadLine>, reading: LineReading): AsyncIterable<Chunk> {
  const lineOfId = new Map<string, number>()
  let waiting: UnderstoodLine[] = []
  let characters = 0
  let linesRead = 0
  for await (const line of lines) {
    linesRead += 1
    const understood = understand(reading.spec, line)
    if (isProblem(understood)) reading.found.rejections.add(line, understood.problem)
    else if (isFirstOfItsId(understood, lineOfId, reading.found.rejections)) {
      waiting.push(understood)
      characters += line.characters
    }
    if (linesRead % chunkLines !== 0 && characters < chunkCharacters) continue
    yield { tasks: await preparedTasks(waiting, reading), linesRead }
    waiting = []
    characters = 0
  }
  yield { tasks: await preparedTasks(waiting, reading), linesRead }
}

function isFirstOfItsId(line: UnderstoodLine, lineOfId: Map<string, number>, rejections: Rejections): boolean {
  if (line.externalId === null) return true
  const earlier = lineOfId.get(line.externalId)
  if (earlier === undefined) {
    lineOfId.set(line.externalId, line.line)
    return true
  }
  const message = `The id “${line.externalId}” was already used in line ${earlier}. Give each line its own.`
  rejections.add(line, { field: 'id', message })
  return false
}

async function preparedTasks(lines: readonly UnderstoodLine[], reading: LineReading): Promise<ReadyTask[]> {
  const ids = lines.flatMap(({ externalId }) => (externalId === null ? [] : [externalId]))
  const known = ids.length === 0 ? new Set<string>() : await reading.knownIds(ids)
  await reading.finder.prefetch(lines.flatMap(({ media }) => media))
  const tasks: ReadyTask[] = []
  for (const line of lines) {
    const task = await preparedTask(line, known, reading)
    if (!isProblem(task) && !reading.makesTasks && reading.found.previews.length < previewTasks) {
      reading.found.previews.push(previewOf(task, reading.spec, reading.config))
    }
    const ready = isProblem(task) ? task : withAnswers(task, line, reading)
    if (isProblem(ready)) reading.found.rejections.add(line, ready.problem)
    else tasks.push(ready)
  }
  return tasks
}

async function preparedTask(line: UnderstoodLine, known: ReadonlySet<string>, reading: LineReading) {
  if (line.externalId !== null && known.has(line.externalId)) {
    const message = `The id “${line.externalId}” is already in this batch. It was not added again.`
    return { problem: { field: 'id', message } }
  }
  if (reading.needsGold && line.gold === null) {
    const message = 'This batch is for training or qualification: each line needs its known answer in "gold".'
    return { problem: { field: 'gold', message } }
  }
  const found = await reading.finder.find(line.media)
  if (isProblem(found)) return found
  return prepare(reading.spec, reading.config, line, found.media, reading.found.notes)
}

const nothing: PreparedAnswers = { prelabel: null, annotations: [] }

/** The task with what is wanted of its answers. What does not fit refuses its line, but in a look at a file: there it is told apart. */
function withAnswers(
  { answers, ...task }: PreparedTask,
  line: UnderstoodLine,
  { found, use, makesTasks }: LineReading,
) {
  const { annotations, prelabel } = line.answers
  if (annotations.length === 0 && prelabel === null) return { ...task, ...nothing }
  found.tasks += 1
  found.annotations += annotations.length
  found.prelabels += prelabel === null ? 0 : 1
  if (isProblem(answers)) {
    if (use === 'ignore') return { ...task, ...nothing }
    if (makesTasks || use !== null) return answers
    found.answerRejections.add(line, answers.problem)
    return { ...task, ...nothing }
  }
  for (const { annotator } of answers.annotations) {
    if (found.people.size <= importLimits.annotators) found.people.add(annotator)
  }
  if (use === 'annotations' && found.people.size > importLimits.annotators) throw tooManyPeople()
  if (use === 'annotations') return { ...task, ...answers }
  if (use === 'prelabel') return { ...task, annotations: [], prelabel: suggestionOf(answers) }
  if (use === 'ignore') return { ...task, ...nothing }
  if (makesTasks && annotations.length > 0) throw undecided()
  return { ...task, annotations: [], prelabel: answers.prelabel }
}

function tooManyPeople(): AppError {
  const most = importLimits.annotators.toLocaleString('en')
  return new AppError(
    'too-large',
    `The file names more than ${most} annotators. Look whether the right column is read, or leave answers out with answers=ignore. Nothing was imported.`,
  )
}

function undecided(): AppError {
  return new AppError(
    'invalid-content',
    'This file brings answers. Say what becomes of them: answers=prelabel (people start from them), answers=annotations (they count as given) or answers=ignore. Nothing was imported.',
    { detail: { field: 'answers' } },
  )
}
