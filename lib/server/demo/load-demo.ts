import 'server-only'
import { createReadStream, existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import { AppError } from '@/lib/core/errors'
import { taskTypeOf } from '@/lib/task-types/registry'
import type { Actor } from '../access/actor'
import { assertCan } from '../access/assert-can'
import { createBatch } from '../batches/batches'
import { now } from '../clock'
import { db } from '../db/db'
import { importTasks } from '../import/import-tasks'
import { storeMedia } from '../media/store-media'
import { createProject } from '../projects/projects'
import { type DemoProject, demoProjects } from './demo-projects'

const key = 'demo'
const overlap = 3

/** How far the demo is, by task type: written after each step, so that a load that was interrupted goes on where it stopped. */
const stateSchema = z.record(
  z.string(),
  z.object({ projectId: z.string(), batchId: z.string().nullable(), loaded: z.boolean() }),
)
type DemoState = z.infer<typeof stateSchema>

export interface LoadedDemo {
  /** Project ids by task type. */
  projects: Record<string, string>
  /** False when everything was there already. */
  isNew: boolean
}

/** One load at a time in this process. */
let loading: Promise<LoadedDemo> | null = null

/** A project of each task type with real data and guidelines, at most once in an installation. */
export async function loadDemo(actor: Actor): Promise<LoadedDemo> {
  await assertCan(actor, 'load-demo', null)
  loading ??= load(actor).finally(() => {
    loading = null
  })
  return loading
}

async function load(actor: Actor): Promise<LoadedDemo> {
  const folder = demoFolder()
  const state = await readState()
  const isComplete = demoProjects.every(({ taskType }) => state[taskType]?.loaded === true)
  if (!isComplete) for (const demo of demoProjects) await loadProject(actor, folder, demo, state)
  const projects = Object.fromEntries(Object.entries(state).map(([taskType, { projectId }]) => [taskType, projectId]))
  return { projects, isNew: !isComplete }
}

async function loadProject(actor: Actor, folder: string, demo: DemoProject, state: DemoState): Promise<void> {
  const known = state[demo.taskType]
  if (known?.loaded === true) return
  const projectId = known?.projectId ?? (await makeProject(actor, folder, demo))
  await writeState(state, demo.taskType, { projectId, batchId: known?.batchId ?? null, loaded: false })
  const batchId = known?.batchId ?? (await createBatch(actor, projectId, { name: demo.batch, overlap })).id
  await writeState(state, demo.taskType, { projectId, batchId, loaded: false })
  const lines = await readFile(path.join(folder, `${demo.taskType}.jsonl`))
  await storeNamedMedia(actor, projectId, folder, demo.taskType, lines.toString('utf8'))
  await importTasks(actor, batchId, { body: oneChunk(lines), contentType: 'application/x-ndjson', key })
  await writeState(state, demo.taskType, { projectId, batchId, loaded: true })
}

async function makeProject(actor: Actor, folder: string, demo: DemoProject): Promise<string> {
  const guidelines = await readFile(path.join(folder, 'guidelines', `${demo.taskType}.md`), 'utf8')
  const { name, taskType, config } = demo
  const project = await createProject(actor, { name, taskType, config, guidelines, defaultOverlap: overlap })
  return project.id
}

/** The files that the lines name, under the names they use. */
async function storeNamedMedia(
  actor: Actor,
  projectId: string,
  folder: string,
  taskType: string,
  text: string,
): Promise<void> {
  const spec = taskTypeOf(taskType)
  const lines: unknown[] = text.split('\n').flatMap((line) => (line.trim() === '' ? [] : [JSON.parse(line)]))
  const names = new Set(lines.flatMap((line) => spec.media(spec.line.parse(line)).map(({ name }) => name)))
  for (const name of names)
    await storeMedia(actor, projectId, { name, stream: createReadStream(path.join(folder, name)) })
}

async function* oneChunk(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  yield bytes
}

async function readState(): Promise<DemoState> {
  const row = await db.setting.findUnique({ where: { key } })
  return row === null ? {} : stateSchema.parse(JSON.parse(row.value))
}

async function writeState(state: DemoState, taskType: string, step: DemoState[string]): Promise<void> {
  state[taskType] = step
  const value = JSON.stringify(state)
  await db.setting.upsert({
    where: { key },
    create: { key, value, updatedAt: now() },
    update: { value, updatedAt: now() },
  })
}

/** Beside the code, in the folder the server was started from. */
function demoFolder(): string {
  const folder = path.resolve('demo')
  if (existsSync(path.join(folder, 'sentiment.jsonl'))) return folder
  throw new AppError('unavailable', 'The demo data was not found. Start the server from the folder of the repository.')
}
