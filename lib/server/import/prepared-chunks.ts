import 'server-only'
import type { AnyTaskType } from '@/lib/core/task-type'
import type { MediaFinder } from './media-finder'
import type { ReadLine } from './read-line'
import type { Rejections } from './rejections'
import { isProblem, type PreparedTask, prepare, type UnderstoodLine, understand } from './task-line'

/** What a batch makes of a line. */
export interface LineReading {
  spec: AnyTaskType
  config: unknown
  finder: MediaFinder
  rejections: Rejections
  /** Which of these ids the batch already has. */
  knownIds(ids: readonly string[]): Promise<Set<string>>
}

export interface Chunk {
  tasks: PreparedTask[]
  /** Lines read so far, rejected ones too. */
  linesRead: number
}

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
    if (isProblem(understood)) reading.rejections.add(line, understood.problem)
    else if (isFirstOfItsId(understood, lineOfId, reading.rejections)) {
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

async function preparedTasks(lines: readonly UnderstoodLine[], reading: LineReading): Promise<PreparedTask[]> {
  const ids = lines.flatMap(({ externalId }) => (externalId === null ? [] : [externalId]))
  const known = ids.length === 0 ? new Set<string>() : await reading.knownIds(ids)
  await reading.finder.prefetch(lines.flatMap(({ media }) => media))
  const tasks: PreparedTask[] = []
  for (const line of lines) {
    const task = await preparedTask(line, known, reading)
    if (isProblem(task)) reading.rejections.add(line, task.problem)
    else tasks.push(task)
  }
  return tasks
}

async function preparedTask(line: UnderstoodLine, known: ReadonlySet<string>, reading: LineReading) {
  if (line.externalId !== null && known.has(line.externalId)) {
    const message = `The id “${line.externalId}” is already in this batch. It was not added again.`
    return { problem: { field: 'id', message } }
  }
  const found = await reading.finder.find(line.media)
  if (isProblem(found)) return found
  return prepare(reading.spec, reading.config, line, found.media)
}
