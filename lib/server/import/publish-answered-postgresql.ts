import 'server-only'
import type { PoolClient } from 'pg'
import { now, nowMs } from '../clock'
import { newId } from '../ids'
import { addressOfImported } from './imported-people'
import { laneOfPublished, readStaged, type Segment, stagedPattern } from './staged-answers'

interface Target {
  projectId: string
  guidelinesVersion: number
}

/** Tasks and their answers, in the transaction of the caller. */
export async function publishAnswered(
  client: PoolClient,
  { batchId, first, end }: Segment,
  most: number,
): Promise<number> {
  const { rows } = await client.query<{ id: string; prelabel: string }>(
    `SELECT t."id", c."prelabel" FROM "Task" t JOIN "TaskContent" c ON c."taskId" = t."id"
     WHERE t."batchId" = $1 AND t."lane" = 9 AND t."free" > 0 AND t."pos" >= $2 AND t."pos" < $3 AND c."prelabel" LIKE $4
     ORDER BY t."pos" LIMIT $5 FOR UPDATE OF t`,
    [batchId, first, end, stagedPattern, most],
  )
  if (rows.length === 0) return 0
  const { rows: targets } = await client.query<Target>(
    `SELECT b."projectId", p."guidelinesVersion" FROM "Batch" b JOIN "Project" p ON p."id" = b."projectId" WHERE b."id" = $1`,
    [batchId],
  )
  const [target] = targets
  if (target === undefined) throw new Error(`Batch ${batchId} is gone while its import is published.`)
  const tasks = rows.map(({ id, prelabel }) => ({ id, ...readStaged(prelabel) }))
  await client.query(
    `UPDATE "Task" SET "lane" = ${laneOfPublished}, "overlap" = GREATEST(b."overlap", s.n), "free" = GREATEST(b."overlap", s.n)
     FROM "Batch" b, unnest($2::text[], $3::int[]) AS s(id, n) WHERE b."id" = $1 AND "Task"."id" = s.id`,
    [batchId, tasks.map(({ id }) => id), tasks.map(({ annotations }) => annotations.length)],
  )
  await client.query(
    `UPDATE "TaskContent" SET "prelabel" = s.prelabel FROM unnest($1::text[], $2::text[]) AS s(id, prelabel) WHERE "taskId" = s.id`,
    [tasks.map(({ id }) => id), tasks.map(({ prelabel }) => prelabel)],
  )
  const names = [...new Set(tasks.flatMap(({ annotations }) => annotations.map(({ annotator }) => annotator)))]
  const people = await imported(client, target.projectId, names)
  const answers = tasks.flatMap(({ id, annotations, configVersion }) =>
    annotations.map((annotation) => ({ ...annotation, id: newId(), taskId: id, configVersion })),
  )
  // A clock that ran ahead must not put answers into the future.
  const at = answers.map(({ createdAt }) => Math.min(createdAt ?? nowMs(), nowMs()))
  const who = answers.map(({ annotator }) => people.get(annotator))
  await client.query(
    `INSERT INTO "Assignment" ("id", "taskId", "labelerId", "state", "claimedAt", "seed", "configVersion", "guidelinesVersion")
     SELECT s.id, s.task, s.labeler, 'submitted', s.at, 0, s.config, $6
     FROM unnest($1::text[], $2::text[], $3::text[], $4::timestamptz[], $5::int[]) AS s(id, task, labeler, at, config)`,
    [
      answers.map(({ id }) => id),
      answers.map(({ taskId }) => taskId),
      who,
      answers.map(({ timeSpentMs }, index) => new Date((at[index] ?? nowMs()) - timeSpentMs)),
      answers.map(({ configVersion }) => configVersion),
      target.guidelinesVersion,
    ],
  )
  await client.query(
    `INSERT INTO "Annotation" ("assignmentId", "taskId", "labelerId", "batchId", "answer", "displayOrder", "timeSpentMs", "revision",
       "configVersion", "guidelinesVersion", "createdAt", "updatedAt")
     SELECT s.id, s.task, s.labeler, $8, s.answer, s.shown, s.spent, 1, s.config, $9, s.at, s.at
     FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::int[], $7::int[], $10::timestamptz[])
       AS s(id, task, labeler, answer, shown, spent, config, at)`,
    [
      answers.map(({ id }) => id),
      answers.map(({ taskId }) => taskId),
      who,
      answers.map(({ answer }) => answer),
      answers.map(({ order }) => order),
      answers.map(({ timeSpentMs }) => timeSpentMs),
      answers.map(({ configVersion }) => configVersion),
      batchId,
      target.guidelinesVersion,
      at.map((ms) => new Date(ms)),
    ],
  )
  return rows.length
}

/** The person behind each name, made where the project does not know it yet. */
async function imported(
  client: PoolClient,
  projectId: string,
  names: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const emails = names.map((name) => addressOfImported(projectId, name))
  await client.query(
    `INSERT INTO "User" ("id", "email", "name", "role", "sessionVersion", "disabledAt", "importedFor", "createdAt")
     SELECT s.id, s.email, s.name, 'labeler', 1, $4, $5, $4 FROM unnest($1::text[], $2::text[], $3::text[]) AS s(id, email, name)
     ON CONFLICT ("email") DO NOTHING`,
    [names.map(() => newId()), emails, [...names], now(), projectId],
  )
  const { rows } = await client.query<{ id: string; email: string }>(
    `SELECT "id", "email" FROM "User" WHERE "email" = ANY($1::text[])`,
    [emails],
  )
  const idOf = new Map(rows.map(({ id, email }) => [email, id]))
  return new Map(names.map((name, index) => [name, idOf.get(emails[index] ?? '') ?? '']))
}
