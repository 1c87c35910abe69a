import { createHash } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { z } from 'zod'
import { taskTypeOf } from '@/lib/task-types/registry'
import { type Account, ask, givenLabeler, type Installation, install } from '../support/installation'
import { givenAnswer } from './given-answers'
import { settleSome } from './settle-some'

/*
 * Labels the demo projects over the API as four people would, settles disputed tasks as a reviewer, and exports every format of every
 * type into a folder, with what was answered beside it. The Python tests read that folder and know nothing of how it was made.
 */
const assignments = z.object({
  assignments: z.array(z.object({ id: z.string(), taskId: z.string(), payload: z.unknown(), config: z.unknown() })),
})
const projects = z.object({ projects: z.array(z.object({ id: z.string(), taskType: z.string() })) })
const batches = z.object({ batches: z.array(z.object({ id: z.string() })) })
const exportView = z.object({
  state: z.string(),
  error: z.string().nullable(),
  files: z.array(z.object({ name: z.string(), sha256: z.string().nullable() })),
})
const reply = z.object({ id: z.string() })

interface Given {
  taskId: string
  labeler: string
  answer: unknown
}

export async function makeExports(out: string, say: (line: string) => void): Promise<void> {
  const installation = await install({ demo: true })
  try {
    const people: Account[] = []
    for (const name of ['Amina Rahimi', 'Tomás Ferreira', 'Li Wei', 'Priya Nair'])
      people.push(await givenLabeler(installation, name))
    const reviewer = await givenLabeler(installation, 'Ngozi Eze', 'reviewer')
    const all = await ask(installation.admin.api, 'GET', '/api/v1/projects', null, projects)
    for (const project of all.projects) {
      const given = await labelAll(installation, people, project)
      const verdicts = await settleSome(installation, reviewer, project, [
        ...new Set(given.map(({ taskId }) => taskId)),
      ])
      say(`${project.taskType}: ${given.length} answers, ${verdicts.length} settled by a reviewer`)
      const folder = path.join(out, project.taskType)
      await mkdir(folder, { recursive: true })
      await writeFile(path.join(folder, 'given.json'), JSON.stringify({ given, verdicts }))
      await exportAll(installation, project, folder, say)
    }
  } finally {
    await installation.stop()
  }
}

async function labelAll(
  { admin }: Installation,
  people: readonly Account[],
  project: { id: string; taskType: string },
): Promise<Given[]> {
  const given: Given[] = []
  const found = await ask(admin.api, 'GET', `/api/v1/projects/${project.id}/batches`, null, batches)
  for (const { id: batchId } of found.batches) {
    // In turns, so that everybody gets a share of the places.
    const busy = new Set(people.keys())
    while (busy.size > 0) {
      for (const index of [...busy]) {
        const labeler = people[index]
        if (labeler === undefined) continue
        const wish = { batchId, count: 3 }
        const { assignments: claimed } = await ask(labeler.api, 'POST', '/api/v1/queue/claim', wish, assignments)
        if (claimed.length === 0) busy.delete(index)
        for (const { id, taskId, payload, config } of claimed) {
          const answer = givenAnswer(project.taskType, payload, config, index)
          const body = { answer, timeSpentMs: 4000 + index }
          await ask(labeler.api, 'PUT', `/api/v1/assignments/${id}/annotation`, body, z.unknown())
          given.push({ taskId, labeler: labeler.name, answer })
        }
      }
    }
  }
  return given
}

interface Wish {
  name: string
  options: Record<string, unknown>
}

/** Every format in every form it has, and the usual table as a dataset folder in splits. */
function wishesOf(taskType: string): Wish[] {
  const exporters = Object.entries(taskTypeOf(taskType).exporters)
  const single = exporters.flatMap(([format, exporter]): Wish[] => {
    if (!('rows' in exporter)) return [{ name: format, options: { format, includeMedia: true } }]
    return exporter.forms.map((form) => ({ name: `${format}.${form}`, options: { format, form } }))
  })
  const split = { train: 0.6, validation: 0.1, test: 0.3, seed: 'interop' }
  const folders = exporters.flatMap(([format, exporter]): Wish[] => {
    if (!('rows' in exporter) || !exporter.forms.includes('parquet')) return []
    const options = { format, layout: 'huggingface', split, includeMedia: true, licence: 'CC-BY-4.0', language: 'en' }
    return [{ name: `${format}.dataset`, options }]
  })
  return [...single, ...folders]
}

async function exportAll(
  { admin }: Installation,
  project: { id: string; taskType: string },
  folder: string,
  say: (line: string) => void,
): Promise<void> {
  for (const { name, options } of wishesOf(project.taskType)) {
    const place = `/api/v1/projects/${project.id}/exports`
    const { id } = await ask(admin.api, 'POST', place, { labelers: 'names', gold: 'include', ...options }, reply)
    await download(admin, id, path.join(folder, name))
  }
  say(`${project.taskType}: exported`)
}

async function download({ api }: Account, id: string, folder: string): Promise<void> {
  const address = `/api/v1/exports/${id}`
  let view = await ask(api, 'GET', address, null, exportView)
  while (view.state === 'queued' || view.state === 'running') {
    await wait(50)
    view = await ask(api, 'GET', address, null, exportView)
  }
  if (view.state !== 'done') throw new Error(`${folder}: the export was ${view.state}: ${view.error}`)
  for (const { name, sha256 } of view.files) {
    if (name === 'all.zip') continue
    const response = await api.get(`${address}/files/${name.split('/').map(encodeURIComponent).join('/')}`)
    if (!response.ok()) throw new Error(`${folder}: ${name} was answered ${response.status()}`)
    const bytes = await response.body()
    if (sha256 !== null && createHash('sha256').update(bytes).digest('hex') !== sha256)
      throw new Error(`${folder}: ${name} does not match its digest`)
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true })
    await writeFile(path.join(folder, name), bytes)
  }
}
