import 'server-only'
import { Readable } from 'node:stream'
import { csv } from '@/lib/core/export/csv'
import { taskTypeOf } from '@/lib/task-types/registry'
import type { Actor } from '../access/actor'
import { assertCan } from '../access/assert-can'
import { db } from '../db/db'
import { asWebStream } from '../media/media-response'
import { readAskedProject } from './asked-project'
import { type GivenAnswer, givenAnswers } from './given-answers'
import { labelerPseudonyms } from './labeler-pseudonyms'
import { batchesOf } from './project-agreement'
import { leftOutOf } from './staff'

export const tableName = 'agreement.csv'

export interface TableAsked {
  batchId?: string | null
  /** Without the labels of managers, reviewers and admins. */
  withoutStaff?: boolean
}

/**
 * Every answer that the figures rest on, one a line: item, annotator (the pseudonym that exports carry), value and what the type adds, then
 * batch and the id of the import line. CSV as `concord agreement` reads it; cells that a spreadsheet would run are neutralised.
 */
export async function agreementTable(
  actor: Actor,
  projectId: string,
  { batchId = null, withoutStaff = false }: TableAsked = {},
): Promise<{ name: string; stream: ReadableStream<Uint8Array> }> {
  await assertCan(actor, 'read-agreement', { projectId })
  const project = await readAskedProject(projectId)
  const batchIds = await batchesOf(projectId, batchId)
  const columns = [
    'item',
    'annotator',
    'value',
    ...taskTypeOf(project.taskType).longTable.columns,
    'batch',
    'external_id',
  ]
  const rows = tableRows(
    project,
    batchIds,
    await labelerPseudonyms(projectId),
    await leftOutOf(projectId, withoutStaff),
  )
  return { name: tableName, stream: asWebStream(Readable.from(texts(columns, rows))) }
}

/** The same as an HTTP answer. */
export async function agreementTableResponse(
  actor: Actor,
  projectId: string,
  asked: { batchId?: string | undefined; withoutStaff?: boolean | undefined },
): Promise<Response> {
  const { name, stream } = await agreementTable(actor, projectId, {
    batchId: asked.batchId ?? null,
    withoutStaff: asked.withoutStaff ?? false,
  })
  const headers = {
    'Content-Type': 'text/csv; charset=utf-8',
    'Content-Disposition': `attachment; filename="${name}"`,
    'Cache-Control': 'private, no-store',
    'X-Content-Type-Options': 'nosniff',
  }
  return new Response(stream, { headers })
}

type TableRow = Readonly<Record<string, unknown>>

async function* texts(columns: readonly string[], rows: AsyncIterable<TableRow>): AsyncIterable<Buffer> {
  for await (const { data } of csv(tableName, columns, rows)) yield Buffer.from(data)
}

async function* tableRows(
  { taskType, config }: Awaited<ReturnType<typeof readAskedProject>>,
  batchIds: readonly string[],
  nameOf: (labelerId: string) => string,
  leftOut: ReadonlySet<string>,
): AsyncIterable<TableRow> {
  const table = taskTypeOf(taskType).longTable
  for (const batchId of batchIds) {
    const { name: batch } = await db.batch.findUniqueOrThrow({ where: { id: batchId }, select: { name: true } })
    for await (const answers of givenAnswers(batchId)) {
      const idOf = await importIdsOf(answers)
      for (const { taskId, labelerId, answer, displayOrder, mixedIn } of answers) {
        if (mixedIn || leftOut.has(labelerId)) continue
        yield {
          item: taskId,
          annotator: nameOf(labelerId),
          ...table.row(JSON.parse(answer), config, JSON.parse(displayOrder)),
          batch,
          external_id: idOf.get(taskId) ?? null,
        }
      }
    }
  }
}

/** Ids that we made up are nobody's. */
async function importIdsOf(answers: readonly GivenAnswer[]): Promise<Map<string, string>> {
  const ids = [...new Set(answers.map(({ taskId }) => taskId))]
  const tasks = await db.task.findMany({ where: { id: { in: ids } }, select: { id: true, externalId: true } })
  return new Map(
    tasks.filter(({ externalId }) => !externalId.startsWith('~')).map((task) => [task.id, task.externalId]),
  )
}
