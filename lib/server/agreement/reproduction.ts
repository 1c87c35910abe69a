import 'server-only'
import { stringify } from 'csv-stringify/sync'
import { neutralised } from '@/lib/core/export/csv'
import type { DistanceLines } from '@/lib/core/long-table/long-table'
import { rForDistance } from '@/lib/core/long-table/r-lines'
import { taskTypeOf } from '@/lib/task-types/registry'
import type { Actor } from '../access/actor'
import { assertCan } from '../access/assert-can'
import { type TableAsked, tableName } from './agreement-table'
import { type Categories, pythonForCategories, pythonForDistance, rByCommand, rForCategories } from './alpha-lines'
import { readAskedProject } from './asked-project'
import { givenAnswers } from './given-answers'
import { batchesOf, projectAgreement } from './project-agreement'
import { leftOutOf } from './staff'

export interface Reproduction {
  /** Where to download the long table, and the name that the lines below expect. */
  table: { url: string; file: string }
  /** Each prints some of the figures as JSON; `figures` says which of ours has another name there. */
  commands: { line: string; args: string[]; figures: Record<string, string> }[]
  /** The lines that print Krippendorff's alpha, to the digits of `alpha`. */
  python: string[]
  r: string[]
  alpha: number | null
  /** What to know before comparing; null where there is nothing. */
  note: string | null
}

/** Past so many pairable answers alpha with a distance draws pairs for what chance gives. */
const exactAnswers = 2_000

/** How anybody gets the same digits from the downloaded table: with our command, with Python, with R. */
export async function reproduction(
  actor: Actor,
  projectId: string,
  { batchId = null, bootstrap = 0, withoutStaff = false }: TableAsked & { bootstrap?: number } = {},
): Promise<Reproduction> {
  await assertCan(actor, 'read-agreement', { projectId })
  const { taskType, config } = await readAskedProject(projectId)
  const { figures } = await projectAgreement(actor, projectId, { batchId, bootstrap, withoutStaff })
  const table = taskTypeOf(taskType).longTable
  const categories = categoriesOf(taskType, config)
  const answers = categories === null ? await answersOf(projectId, { batchId, withoutStaff }) : []
  const resampling = bootstrap > 0 ? ['--bootstrap', String(bootstrap), '--seed', '1'] : []
  const commands = table.runs(config, answers).map(({ options, declares, figures: names }) => {
    const declared = declares ? ['--categories', csvRecord(categories?.names ?? [])] : []
    const args = ['agreement', tableName, ...options, ...declared, ...resampling, '--json']
    return { line: ['concord', ...args].map(shellWord).join(' '), args, figures: names }
  })
  const distance = table.distance(config, answers)
  const alpha = figures['krippendorff-alpha'] ?? null
  return {
    table: { url: tableUrl(projectId, { batchId, withoutStaff }), file: tableName },
    commands,
    ...scripts(categories, distance, commands[0]?.args ?? null),
    alpha: alpha?.value ?? null,
    note: noteOn(distance?.expected === null && (alpha?.n_pairable ?? 0) > exactAnswers, commands.length === 0),
  }
}

function scripts(
  categories: Categories | null,
  distance: DistanceLines | null,
  args: readonly string[] | null,
): Pick<Reproduction, 'python' | 'r'> {
  if (distance !== null) return { python: pythonForDistance(tableName, distance), r: rLines(distance, args) }
  if (categories === null) return { python: [], r: [] }
  return { python: pythonForCategories(tableName, categories), r: rForCategories(tableName, categories) }
}

/** R itself where it can tell how far answers are apart, else through our command. */
function rLines({ r, expected }: DistanceLines, args: readonly string[] | null): string[] {
  if (r) return rForDistance(tableName, { r, expected })
  return args === null ? [] : rByCommand('concord', args)
}

/** Labels with commas in quotes, as the command reads them. */
function csvRecord(names: readonly string[]): string {
  return stringify([[...names]]).trimEnd()
}

function noteOn(drawn: boolean, noCommand: boolean): string | null {
  if (drawn) {
    return 'With more than 2,000 answers the expected distance is estimated from pairs drawn with seed 1: the command draws the same ones, the lines compare all.'
  }
  return noCommand ? 'The command does not read sets of labels; the lines of Python do.' : null
}

function categoriesOf(taskType: string, config: unknown): Categories | null {
  const { category } = taskTypeOf(taskType)
  if (category === null) return null
  return { level: category.level(config), names: category.categories(config).map(neutralised) }
}

async function answersOf(
  projectId: string,
  asked: { batchId: string | null; withoutStaff: boolean },
): Promise<unknown[]> {
  const all: unknown[] = []
  const leftOut = await leftOutOf(projectId, asked.withoutStaff)
  for (const batchId of await batchesOf(projectId, asked.batchId)) {
    for await (const answers of givenAnswers(batchId)) {
      for (const { answer, labelerId, mixedIn } of answers) {
        if (!mixedIn && !leftOut.has(labelerId)) all.push(JSON.parse(answer))
      }
    }
  }
  return all
}

function tableUrl(projectId: string, asked: { batchId: string | null; withoutStaff: boolean }): string {
  const query = new URLSearchParams({
    ...(asked.batchId === null ? {} : { batchId: asked.batchId }),
    ...(asked.withoutStaff ? { withoutStaff: 'true' } : {}),
  })
  return `/api/v1/projects/${projectId}/agreement/table.csv${query.size === 0 ? '' : `?${query}`}`
}

/** As a POSIX shell reads it. */
function shellWord(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`
}
